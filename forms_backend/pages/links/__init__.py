"""Addresses that answer for ever: the ledger, what moved, and whether every link leads somewhere."""
