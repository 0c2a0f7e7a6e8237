"""Prefect tasks: thin wrappers around plain functions, by workstream."""
