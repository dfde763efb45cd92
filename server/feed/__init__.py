"""The feed: the journal, told to every terminal as far as its role may see it."""
