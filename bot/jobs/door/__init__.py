"""What is looked at before an opening becomes public."""

from bot.jobs.door.door import flag_of_pay, flags_of_words

__all__ = ["flag_of_pay", "flags_of_words"]
