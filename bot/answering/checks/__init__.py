"""Eligibility checks in a conversation: when one begins, what is asked and judged, and the rule said with it."""
