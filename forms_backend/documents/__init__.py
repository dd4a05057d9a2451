"""What can be downloaded: reports, templates and registers in every format."""
