"""Check the finished demonstration site with the tools that readers and critics use."""
