"""Run the stages in order, remember what they did, and do only what is needed."""
