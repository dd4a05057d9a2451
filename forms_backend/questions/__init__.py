"""What is asked: content becomes frozen, typed question sets."""
