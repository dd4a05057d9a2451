"""DSPT Companion: questions, answers, and what is made of them.

questions   what is asked, read from content/
answers     what was answered, and what follows from it
documents   what can be downloaded      pages   what the site shows      storage   where answers rest
web         the Flask app; knows all of the above, and nothing below knows it
"""
