"""Files of the knowledge base, checked and made into objects."""
