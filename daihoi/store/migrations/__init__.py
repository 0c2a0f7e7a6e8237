"""How a log of an older version becomes one of this version: one Alembic script per version of the schema.

Scripts are frozen: what they create is written out in them and follows no later change of ``tables``. A log
that was made by ``tables.install`` is of the newest version from its first day.
"""
