"""What the site shows: Markdown text with front matter, made from questions and guidance."""
