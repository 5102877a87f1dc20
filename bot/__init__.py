"""乐业 (leye): an assistant for employment policy in 西青区, Tianjin. Rooms and import rules: docs/architecture.md."""
