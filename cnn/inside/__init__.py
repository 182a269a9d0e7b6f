"""What happens inside a network, slow enough to watch: windows on their way, and where each number comes from."""
