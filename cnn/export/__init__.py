"""What leaves this program: a network and its training as scripts that need nothing of it."""
