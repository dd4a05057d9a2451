"""Pages made of the templates."""
