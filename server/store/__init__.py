"""Tables, transactions, journal and receipts: what is durable, on SQLite and on PostgreSQL."""
