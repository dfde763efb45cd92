"""Fixtures for all rooms; each stands in the module of its subject."""

pytest_plugins = [
    "tests.longest_first",
    "tests.databases",
    "tests.small_hall",
    "tests.running_hubs",
    "tests.certificates",
]
