"""The list of everything that can be started: complete, findable, readable, scheduled in a time zone."""

from __future__ import annotations

import re
import shutil
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path

import pytest
import yaml
from prefect import Flow
from prefect.schedules import Schedule

from daihoi.errors import UnknownCodeError
from daihoi.loading import ConfigDir
from daihoi.loading.service_config import load_service_settings
from flows.catalogue import CATALOGUE, When, Work, find_work
from flows.registering import flow_of
from flows.schedules import schedules_of, served_campaigns
from tests.flows.conftest import CONFIG

ROOT = Path(__file__).parents[2]
LETTERS = "ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
DURING, AFTERWARDS = date(2020, 3, 2), date(2026, 11, 22)


@pytest.fixture
def config(tmp_path: Path) -> ConfigDir:
    """The configuration with one campaign, of the year 2020."""
    root = tmp_path / "config"
    shutil.copytree(CONFIG, root, ignore=lambda folder, _: others(Path(folder)))
    return ConfigDir(root)


def others(folder: Path) -> list[str]:
    return [p.name for p in folder.iterdir() if folder.name == "campaigns" and p.name != "cam_le_2020"]


def schedules(config: ConfigDir, slug: str, today: date) -> list[Schedule]:
    settings = load_service_settings(config)
    return schedules_of(find_work(slug), settings, served_campaigns(config, settings, today))


def test_every_flow_of_the_folder_is_in_it() -> None:
    found = {
        f"flows.{path.stem}.{name}"
        for path in (ROOT / "flows").glob("*.py")
        if path.stem != "runner"
        for name, value in vars(import_module(f"flows.{path.stem}")).items()
        if isinstance(value, Flow) and value.fn.__module__ == f"flows.{path.stem}"
    }
    assert found == {work.entrypoint for work in CATALOGUE}
    assert len(found) == 12


@pytest.mark.parametrize("work", CATALOGUE, ids=lambda work: work.other_slug)
def test_each_can_be_read_typed_and_started(work: Work) -> None:
    assert flow_of(work).name == work.flow_name
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", work.slug)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", work.other_slug)
    assert any(letter in work.title.lower() for letter in LETTERS)
    assert len(work.description) > 40
    assert not set(work.title) & set("/%&<>")  # which Prefect refuses in names


def test_no_name_means_two_things() -> None:
    names = [name for work in CATALOGUE for name in (work.slug, work.other_slug)]
    for several in (names, [w.title for w in CATALOGUE], [w.flow_name for w in CATALOGUE]):
        assert len(several) == len(set(several))


@pytest.mark.parametrize(
    ("typed", "meant"), [("quan", "district"), ("district", "district"), ("tien-do", "progress")]
)
def test_a_work_is_found_in_both_languages(typed: str, meant: str) -> None:
    assert find_work(typed).other_slug == meant


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("qan", "«quan»"),
        ("tiendo", "«tien-do»"),
        ("Branch", "«branch»"),
        ("progres", "«progress»"),
        ("", "bao-cao"),
    ],
)
def test_a_misspelt_work_is_answered_with_the_nearest(typed: str, near: str) -> None:
    with pytest.raises(UnknownCodeError, match="Không có việc") as refused:
        find_work(typed)
    assert near in str(refused.value)


def test_schedules_are_read_in_the_zone_of_vietnam(config: ConfigDir) -> None:
    for work in CATALOGUE:
        found = schedules(config, work.slug, DURING)
        assert bool(found) == (work.when is not When.NEVER)
        assert {one.timezone for one in found} <= {"Asia/Ho_Chi_Minh"}
    (progress,) = schedules(config, "tien-do", DURING)
    assert (progress.cron, progress.active, progress.slug) == ("0 6 * * *", True, "cam-le-2020")
    assert progress.parameters == {"request": {"campaign": "cam_le_2020"}}
    (reconcile,) = schedules(config, "phe-duyet", DURING)
    assert reconcile.interval == timedelta(minutes=15)


def test_a_campaign_that_says_its_own_hour_runs_then(config: ConfigDir) -> None:
    file = config.root / "campaigns/cam_le_2020/campaign.yaml"
    own = 'schedule:\n  progress: {cron: "30 5 * * 1-5", certainty: assumed, source: "Quy chế"}\n'
    file.write_text(file.read_text("utf-8") + own, "utf-8")
    (progress,) = schedules(config, "tien-do", DURING)
    assert progress.cron == "30 5 * * 1-5"


def test_a_campaign_that_was_over_long_ago_is_scheduled_paused(config: ConfigDir) -> None:
    """Its last deadline is 31/07/2020."""
    (still,) = schedules(config, "tien-do", date(2021, 1, 27))
    (over,) = schedules(config, "tien-do", date(2021, 1, 28))
    assert (still.active, still.slug) == (True, "cam-le-2020")
    assert (over.active, over.slug) == (False, "cam-le-2020-da-xong")


@pytest.mark.parametrize("spoilt", ["title: [", "title: 3", ""])
def test_a_campaign_that_cannot_be_read_stops_no_other(
    config: ConfigDir, spoilt: str, caplog: pytest.LogCaptureFixture
) -> None:
    folder = config.root / "campaigns/hong_2020"
    folder.mkdir()
    (folder / "campaign.yaml").write_text(spoilt, "utf-8")
    assert [one.slug for one in schedules(config, "tien-do", DURING)] == ["cam-le-2020"]
    assert "hong_2020" in caplog.text


def test_the_file_for_several_machines_names_the_same_works() -> None:
    """``prefect.yaml`` is for ``prefect deploy``; the schedules of campaigns are made by ``flows.runner``."""
    told = yaml.safe_load((ROOT / "prefect.yaml").read_text("utf-8"))["deployments"]
    assert [(one["name"], one["entrypoint"], one["description"], one["tags"]) for one in told] == [
        (
            work.title,
            f"{work.entrypoint.rpartition('.')[0].replace('.', '/')}.py:{work.entrypoint.rpartition('.')[2]}",
            work.description,
            work.tags,
        )
        for work in CATALOGUE
    ]
    assert {one["work_pool"]["name"] for one in told} == {"daihoi"}
    crons = {one["name"]: [s["cron"] for s in one.get("schedules", [])] for one in told}
    assert {name: of for name, of in crons.items() if of} == {
        "Sao lưu sổ ghi": ["30 22 * * *"],
        "Kiểm tra sổ ghi": ["0 23 * * *"],
    }
