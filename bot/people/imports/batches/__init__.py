"""A batch of rows on its way into the database: whose the rows are, people, addresses, consents, lists."""

from bot.people.imports.batches.batch import store_batch

__all__ = ["store_batch"]
