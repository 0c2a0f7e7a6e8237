"""The interactive report: the whole campaign in one HTML file that needs no network (docs/interactive.md)."""
