"""Make pictures out of pictures; knows nothing of sites, and touches no disk."""
