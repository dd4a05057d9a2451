"""Templates: documents an author writes once, made into files with blanks, and filled for each organisation."""
