"""Figures over a stretch of days, and the files they are handed in as."""
