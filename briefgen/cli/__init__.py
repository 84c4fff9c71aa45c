"""Turn arguments into one call, and what comes of it into words and an exit code."""
