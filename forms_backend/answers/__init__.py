"""What was answered, and what follows from it. Pure: no clock, no request, no file."""
