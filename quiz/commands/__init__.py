"""The commands, one module each; the module's ``command`` is loaded when the command is called."""
