"""Hard words: the glossary, and their explanation where they stand."""
