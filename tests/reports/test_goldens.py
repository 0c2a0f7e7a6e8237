"""The bytes of every chart as last looked at: SVG, the press, matplotlib, each at a pinned version.

A change here is no fault by itself: look at the pages, then write the file anew with
``python -m tests.reports.test_goldens``. What another version of a program draws is not compared.
"""

from __future__ import annotations

import hashlib
import io
import json
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from reports.engines import MATPLOTLIB, PRESS, chart_files
from reports.svg.sheet import SvgSheet
from tests.reports.sample_charts import CHARTS

KEPT = Path(__file__).with_name("goldens.json")
ENGINE = {PRESS: f"typst {version('typst')}", MATPLOTLIB: f"matplotlib {version('matplotlib')}"}


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:24]


def drawing(name: str) -> str:
    """SVG is written by this program alone: no version of another counts."""
    return digest(b"".join(sheet.content(name, "") for sheet in CHARTS[name]().draw(SvgSheet)))


def made(name: str, engine: str) -> dict[str, str]:
    """The PDF by its bytes; the picture by what it shows, for its packing is Pillow's."""
    found = {}
    for file, content in chart_files(CHARTS[name](), engine).items():
        if file.endswith(".pdf"):
            found["pdf"] = digest(content)
        elif file.endswith(".png"):
            with Image.open(io.BytesIO(content)) as picture:
                found["png"] = digest(np.asarray(picture.convert("RGB")).tobytes())
    return found


@pytest.mark.parametrize("name", CHARTS)
def test_the_drawing_is_as_last_looked_at(name: str) -> None:
    assert drawing(name) == json.loads(KEPT.read_text())["svg"][name]


@pytest.mark.parametrize("engine", ENGINE)
@pytest.mark.parametrize("name", CHARTS)
def test_the_page_is_as_last_looked_at(name: str, engine: str) -> None:
    kept = json.loads(KEPT.read_text()).get(ENGINE[engine])
    if kept is None:
        pytest.skip(f"no pages of {ENGINE[engine]} were looked at")
    assert made(name, engine) == kept[name]


def main() -> None:
    """Writes the file anew; what other versions drew stays."""
    kept = json.loads(KEPT.read_text()) if KEPT.exists() else {}
    kept["svg"] = {name: drawing(name) for name in CHARTS}
    kept |= {label: {name: made(name, engine) for name in CHARTS} for engine, label in ENGINE.items()}
    KEPT.write_text(json.dumps(kept, indent=2, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
