"""The organisation profile: it tailors questions and fills templates."""
