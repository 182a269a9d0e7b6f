"""What trained networks say of images, how sure they are, and when to doubt them."""
