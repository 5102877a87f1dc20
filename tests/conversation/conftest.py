"""Answers worded from the small practice knowledge base."""

from __future__ import annotations

from tests.wording.conftest import ask, kb

__all__ = ["ask", "kb"]
