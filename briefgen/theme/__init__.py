"""Turn pages into bytes, with the templates of a theme."""
