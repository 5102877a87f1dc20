"""How fast people are told: the letters, the workers, and platforms that take them. ``python -m bench.speed.outreach``."""
