"""Publishing, against real repositories on this machine."""
