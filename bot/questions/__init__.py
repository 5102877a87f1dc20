"""What was asked and not answered well, for those who mend the knowledge base; and counts of turns."""
