"""Answering: one question a page, its guidance beside the form."""
