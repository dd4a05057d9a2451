"""Where answers rest: one port, several adapters."""
