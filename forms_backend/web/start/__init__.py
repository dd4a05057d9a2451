"""Start a workspace, come back to one, and keep its return link."""
