"""Where answers of others lie, beside the repository; absent in a checkout on its own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

ORACLES = Path(__file__).parents[3] / "shared" / "oracles"


def read_oracle(name: str) -> Any:
    """An oracle file; skips the test where the whole folder is absent, not where only the file is."""
    if not ORACLES.is_dir():
        pytest.skip(f"no folder {ORACLES}")
    return json.loads((ORACLES / name).read_text(encoding="utf-8"))
