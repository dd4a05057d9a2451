"""Search: its page, its index, and the A to Z."""
