"""The whole guide as one PDF: every page of the site that says something of its own, in the order to read them."""
