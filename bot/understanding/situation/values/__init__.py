"""What was counted or numbered, as values of facts."""
