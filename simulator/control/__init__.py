"""What tests and the phone page may do to the sandbox."""
