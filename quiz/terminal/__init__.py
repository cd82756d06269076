"""The conversation at a terminal: keyboard, screen, feedback, code input, progress, and what all commands share."""
