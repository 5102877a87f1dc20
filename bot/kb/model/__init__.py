"""What the knowledge base holds, one concept a file."""
