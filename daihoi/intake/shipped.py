"""Configuration that travels with the program, for what an office has not set for itself."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def own_or_shipped(root: Path, name: str) -> Path:
    """A file or folder of a configuration; the one that travels with the program where there is none.

    Args:
        root: the configuration folder of the office.
        name: the path below it, with forward slashes.
    """
    own = root / name
    if own.exists():
        return own
    wheel = _PACKAGE / "_config" / name
    return wheel if wheel.exists() else _PACKAGE.parent / "config" / name
