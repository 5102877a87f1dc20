"""Finding in a message the wordings that editors wrote for facts."""
