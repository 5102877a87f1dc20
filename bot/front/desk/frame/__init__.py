"""How a page of the desk is declared, signed in to and rendered."""
