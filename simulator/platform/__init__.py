"""The state of the platforms: phones, staff, tokens, quotas, faults, transcript, clock."""
