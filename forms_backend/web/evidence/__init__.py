"""The evidence register: what to keep, where it is, and when to look again."""
