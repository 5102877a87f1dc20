"""Measures of quality and speed, written to docs/scorecard.md. Not part of the assistant; `make evaluate`, `make bench`."""
