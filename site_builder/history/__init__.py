"""What git knows about records."""
