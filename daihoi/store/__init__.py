"""The record: an append-only event log, the pictures read from it, and the only SQLAlchemy."""
