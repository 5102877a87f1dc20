"""Envelopes, XML and error codes as the platforms write and read them."""
