"""The booklet: every question of the newest year, blank, to fill in by pen or to type into."""
