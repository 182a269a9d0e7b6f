"""Many visitors watching one run: how soon they are answered, and whether the server stays in shape."""
