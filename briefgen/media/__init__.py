"""Make what goes with the texts: pictures, cards, and an index; knows nothing of sites."""
