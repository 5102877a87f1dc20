"""The chat API and its page."""
