"""Ways to a printer, one a file; what they have in common stands in ``printer.py``."""
