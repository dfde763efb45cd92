"""What people do in the hall, one file a deed. Each operation is one change in the hall's turn."""
