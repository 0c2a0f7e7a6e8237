"""A unit's own plan, brought in from a file of MS Project: matched, refused or compared, and written."""
