"""The action plan: on screen, a line at a time, and as a file."""
