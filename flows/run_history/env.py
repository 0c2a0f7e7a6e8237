"""Alembic's way into a new run history, as Prefect's changes want it: tables built anew."""

from __future__ import annotations

from alembic import context
from prefect.server.database import provide_database_interface

given = context.config.attributes
context.script.version_locations = [str(given["changes"])]
context.configure(
    connection=given["connection"],
    target_metadata=provide_database_interface().Base.metadata,
    include_schemas=True,
    render_as_batch=True,
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
