"""Registers that come back: read, told what to put right, and counted as evidence."""
