"""What a message says: numbers and dates, clauses, and the situation that a person tells. Pure rooms."""
