"""HTTP: parse, do one operation, answer. The rules are in the domain, the words in the catalogues."""
