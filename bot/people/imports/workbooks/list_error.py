"""What is said when a file cannot be read as a list."""

from __future__ import annotations

from bot.errors import SettingsError


class PeopleListError(SettingsError):
    """A list or its mapping file cannot be used; who imports it can mend it."""
