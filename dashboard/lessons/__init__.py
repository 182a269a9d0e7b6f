"""What is taught, as data: the words of the field, and the questions at the end of each page."""
