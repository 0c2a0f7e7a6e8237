"""Prefect flows: composition only. Each can be run again at any time; the event log is the only memory."""
