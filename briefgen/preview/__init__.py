"""Show a site while it is being written, and show each change at once."""
