"""Plans and tracks the preparation of party congresses at all levels in Vietnam."""

__version__ = "0.1.0"
