"""How things look in a terminal: tables, trees, reports."""
