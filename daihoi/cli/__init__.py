"""The command line: parses text to typed values once, shows results, imports flows only to run them."""

from daihoi.cli.main import main

__all__ = ["main"]
