"""呼叫—指派: people who asked for a person, what was promised to them, and who keeps it."""
