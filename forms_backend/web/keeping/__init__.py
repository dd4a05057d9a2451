"""Everything can be taken away, and everything can be deleted."""
