"""The task list: where we are, and what comes next."""
