"""One driver a file for each kind of button box on a serial line."""
