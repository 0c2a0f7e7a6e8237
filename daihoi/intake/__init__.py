"""Foreign files (tables, YAML) → checked rows, or errors with file, line and cell."""
