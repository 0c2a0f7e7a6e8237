"""Lets the program be started as ``python -m daihoi``."""

from daihoi.cli import main

if __name__ == "__main__":
    main()
