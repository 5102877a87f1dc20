"""Kinds of lists that offices bring, each with lists of its own making beside the one that was reported: what is stored, what is said."""
