"""The rules of the hall. Pure Python: no clock, no I/O, nothing of ours imported."""
