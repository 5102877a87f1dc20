"""That what the assistant is measured with is kept apart from what it learns from."""
