"""Templates with this organisation's details in them."""
