"""Pages made of the question sets."""
