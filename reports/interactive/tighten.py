"""Builds the page's script: ``python -m reports.interactive.tighten``, after any of its parts changed.

Needs ``tdewolff-minify`` (in the ``test`` extra). What it writes is committed: nothing is built where reports
are made, and the same version of the program gives the same bytes everywhere.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

from reports.interactive.scripts import BUILT, source, source_mark


def built() -> str:
    """The script, after a first line that names its source."""
    minifier = import_module("minify")  # without type information
    return f"{source_mark()}\n{minifier.string('application/javascript', source())}"


def main() -> None:
    """Writes the script beside its parts."""
    file = Path(__file__).parent / "assets" / BUILT
    file.write_text(built(), "utf-8")
    sys.stdout.write(f"{file.name}: {file.stat().st_size - len(source_mark()) - 1:,} byte\n")


if __name__ == "__main__":
    main()
