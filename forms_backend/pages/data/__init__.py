"""What other programs take from the site."""
