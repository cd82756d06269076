"""The page: the engine behind it, the server of this machine, and the files that a browser shows."""
