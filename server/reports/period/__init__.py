"""What a hall hands in of a period (月报): figures, changes, cases and comments, and the ledger of cases (台账).

The document is plain JSON without a word that somebody wrote; those are put in when a file is made of it, so that what
has been deleted since stays deleted. The forms it is handed in as are written from tables that all of them share.
"""
