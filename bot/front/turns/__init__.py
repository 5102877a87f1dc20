"""One turn of a conversation: its order, its handlers, the dialogue process, the reply."""
