"""Decide which pages the site consists of: no disk, no clock, no HTML."""
