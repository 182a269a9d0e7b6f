"""Data sets: from files, catalogues and uploads to images and labels."""
