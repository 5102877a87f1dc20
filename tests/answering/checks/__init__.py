"""The checks that a conversation leads."""
