"""What the code promises; the folders mirror those of the project."""
