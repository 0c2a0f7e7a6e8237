"""One Prefect server for the whole folder; every test has folders of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from daihoi import prefect_settings

os.environ.update(
    {name: value for name, value in prefect_settings.SETTINGS.items() if name not in os.environ}
)

CONFIG = Path(__file__).parents[2] / "config"


@pytest.fixture(scope="session", autouse=True)
def prefect_server() -> Iterator[None]:
    """A throw-away server; the heartbeat is off because it costs a second per flow run."""
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
    from prefect.testing.utilities import prefect_test_harness

    with (
        prefect_test_harness(server_startup_timeout=120),
        temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}),
    ):
        yield


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Folders of an installation, as flows find them; returns the published folder."""
    monkeypatch.setenv("DAIHOI_CONFIG", str(CONFIG))
    monkeypatch.setenv("DAIHOI_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DAIHOI_OUT", str(tmp_path / "out"))
    return tmp_path / "out"


@pytest.fixture
def drawn_blank(monkeypatch: pytest.MonkeyPatch) -> None:
    """Charts are tested where they are drawn; here each is the beginning of a picture."""
    from reports import pages
    from tests.reports.site_samples import png

    def drawn(name: str) -> object:
        return lambda *_: {f"{name}.png": png(), f"{name}.pdf": b"%PDF"}

    for function, name in {
        "overview_files": "tong-quan", "pace_files": "duong-luy-tien", "gantt_files": "gantt-CL",
        "share_files": "ma-tran-gop-branch", "matrix_sheets": "ma-tran-CL-branch",
        "balance_files": "can-doi-branch", "calendar_files": "lich-dai-hoi", "cascade_files": "chuoi-viec-CL",
    }.items():  # fmt: skip
        monkeypatch.setattr(pages, function, drawn(name))
