"""Alembic's entry: runs the revisions on the connection that ``bot.storage.upgrade`` hands over."""

from alembic import context

from bot.storage.tables import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
if not context.config.attributes.get("stays_open"):
    connection.commit()
