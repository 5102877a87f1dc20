"""Telling the assistant, as the platforms do: within five seconds, up to three times."""
