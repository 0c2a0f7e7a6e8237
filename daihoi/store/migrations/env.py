"""Alembic's way into a log: the connection, and the transaction, are the caller's (see ``running``)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import context

# As ``tables`` declares it: Alembic's own would have a primary key of another name.
_VERSION = sa.Table(
    "alembic_version", sa.MetaData(), sa.Column("version_num", sa.String(32), primary_key=True)
)

connection = context.config.attributes["connection"]
_VERSION.create(connection, checkfirst=True)
context.configure(connection=connection, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
