"""One module for each sub-command; loaded when it is called, so that help answers at once."""
