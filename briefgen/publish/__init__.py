"""Bring the finished site to where readers find it: a branch of a git repository."""
