"""Tables of images, one a line: from bytes on disk to bytes of pixels."""
