"""What a data set is like as a whole: figures of every image, pictures by class, duplicates, drift."""
