"""Pages that are written by hand, and what is made of them."""
