"""How fast and how large it is: turns, doors, the desk, the rule engine, lists of people."""
