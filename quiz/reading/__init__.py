"""What somebody wrote -> labels, numbers and words, and what to say where it can't be read."""
