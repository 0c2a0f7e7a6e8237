"""Where steps are computed: the setting decides, and nothing that is published tells which it was."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from prefect import flow
from prefect.task_runners import ThreadPoolTaskRunner

from daihoi.errors import ConfigErrors
from daihoi.recording import import_campaign_reports
from daihoi.workspace import Workspace
from flows.fan_out import STEPS, NoDaskError, parts
from flows.outcome import outcome
from flows.progress import report_progress
from flows.requests import ProgressRequest
from tasks.watching import Tally, watched_task
from tests.flows.conftest import CONFIG

needs_dask = pytest.mark.skipif(
    importlib.util.find_spec("prefect_dask") is None, reason="the extra «dask» is not installed"
)


@pytest.fixture
def config(workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A configuration of one's own."""
    folder = tmp_path / "config"
    shutil.copytree(CONFIG, folder, ignore=shutil.ignore_patterns("campaigns"))
    shutil.copytree(CONFIG / "campaigns" / "cam_le_2020", folder / "campaigns" / "cam_le_2020")
    monkeypatch.setenv("DAIHOI_CONFIG", str(folder))
    return folder


def steps(config: Path, told: str) -> None:
    """Sets where steps are computed."""
    file = config / "service.yaml"
    text = file.read_text("utf-8")
    assert text.count("engine: threads, workers: 2") == 1
    file.write_text(text.replace("engine: threads, workers: 2", told), "utf-8")


def test_steps_are_threads_unless_the_configuration_says_otherwise(config: Path) -> None:
    assert isinstance(STEPS.duplicate(), ThreadPoolTaskRunner)
    assert parts() == 1


def test_without_dask_installed_the_remedies_are_told(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps(config, "engine: dask, workers: 3")
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(NoDaskError, match=r"daihoi\[dask\].*engine: threads"):
        STEPS.duplicate()
    with pytest.raises(NoDaskError):
        report_progress(ProgressRequest(campaign="cam_le_2020", status_date=date(2020, 3, 2)))


def test_there_are_as_many_parts_as_workers(config: Path) -> None:
    steps(config, "engine: dask, workers: 3")
    assert parts() == 3


@pytest.mark.parametrize("told", ["engine: ray, workers: 2", "engine: dask, workers: 0", "engine: dask"])
def test_a_wrong_setting_starts_no_flow(config: Path, told: str) -> None:
    steps(config, told)
    with pytest.raises(ConfigErrors):
        STEPS.duplicate()


@needs_dask
def test_results_travel_between_processes_and_a_failure_is_the_steps_own(config: Path) -> None:
    steps(config, "engine: dask, workers: 2")

    @watched_task("một")
    def one(number: int) -> dict[str, Any]:
        return {"number": number, "process": os.getpid(), "add": lambda other: number + other}

    @watched_task("cộng")
    def added(found: list[dict[str, Any]], first: dict[str, Any], *, more: int) -> int:
        return sum(each["add"](more) for each in found) + int(first["number"])

    @watched_task("hỏng")
    def broken(first: dict[str, Any]) -> int:
        raise ValueError(f"hỏng ở số {first['number']}")

    @flow(task_runner=STEPS)
    def computed(fails: bool) -> tuple[int, int]:
        ones = [one.submit(number) for number in (1, 2, 3)]
        first = broken.submit(ones[0]) if fails else ones[0]
        total = added.submit(ones, first, more=10)
        return outcome(total, [*ones, first]), ones[0].result()["process"]

    before = len(Tally.ended)
    total, process = computed(fails=False)
    assert (total, len(Tally.ended) - before) == (11 + 12 + 13 + 1, 4)
    assert process != os.getpid()
    with pytest.raises(ValueError, match="hỏng ở số 1"):
        computed(fails=True)


@needs_dask
def test_what_is_published_is_the_same_byte_by_byte(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import_campaign_reports(Workspace.from_environment(), "cam_le_2020")
    by_threads = _published(config.parent / "by-threads", monkeypatch)
    steps(config, "engine: dask, workers: 2")
    by_dask = _published(config.parent / "by-dask", monkeypatch)
    assert len(by_threads) > 30
    assert by_threads == by_dask


def _published(out: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """File → hash of its bytes, of a progress report into a folder of its own."""
    monkeypatch.setenv("DAIHOI_OUT", str(out))
    report_progress(ProgressRequest(campaign="cam_le_2020", status_date=date(2020, 3, 2)))
    files = [path for path in sorted(out.rglob("*")) if path.is_file()]
    return {str(path.relative_to(out)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
