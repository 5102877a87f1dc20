"""What a message asks for and states. Pure."""
