"""The hub: rules, store, feed, API and the pages of staff and managers."""
