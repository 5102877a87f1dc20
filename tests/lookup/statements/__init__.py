"""The ranking of statements."""
