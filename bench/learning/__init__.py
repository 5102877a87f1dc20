"""Learns the weights that the assistant ranks with; each is written where it is read."""
