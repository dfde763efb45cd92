"""The page of invited inspectors."""
