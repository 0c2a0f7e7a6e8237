"""``config/service.yaml``: what stands in it, and everything that may be wrong with it, told at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from daihoi.errors import ConfigErrors, UnknownCodeError
from daihoi.loading import ConfigDir
from daihoi.loading.campaign_schedule import load_schedule
from daihoi.loading.service_config import load_service_settings
from daihoi.loading.service_settings import BackupsKept, Engine, Running, Schedule, ServiceSettings
from tests.service.conftest import ROOT

SOUND = (ROOT / "config" / "service.yaml").read_text("utf-8")
INSTALLED = Schedule("0 6 * * *", 4)


def load(folder: Path, text: str) -> ServiceSettings:
    (folder / "service.yaml").write_text(text, "utf-8")
    return load_service_settings(ConfigDir(folder))


def problems(folder: Path, *changes: tuple[str, str]) -> list[str]:
    """What is told after the sound file was changed."""
    text = SOUND
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    with pytest.raises(ConfigErrors) as refusal:
        load(folder, text)
    return [str(problem) for problem in refusal.value.problems]


def test_the_settings_that_travel_with_the_program(tmp_path: Path) -> None:
    """An installation without a file of its own has these; the brief of the service asks for them."""
    found = load_service_settings(ConfigDir(tmp_path))
    assert (found.port, found.time_zone) == (4200, "Asia/Ho_Chi_Minh")
    assert found.schedule == INSTALLED
    assert (found.reconcile_minutes, found.backup_cron, found.verify_cron) == (
        15,
        "30 22 * * *",
        "0 23 * * *",
    )
    assert found.backups_kept == BackupsKept(14, 8, 24)
    assert (found.log_bytes, found.log_files) == (5_000_000, 5)
    assert found.supervision.stop_seconds < 10
    assert found.supervision.most_pause_seconds == 60
    assert found.running == Running(3, 3, 1, 180, Engine.THREADS, 2)


def test_every_value_has_a_source(tmp_path: Path) -> None:
    found = load_service_settings(ConfigDir(tmp_path))
    assert len(found.bases) == 21
    assert all(basis.source for basis in found.bases.values())
    assert found.bases["time_zone"].certainty.value == "rule"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("number: 4200", "number: 80", "«number: 80» nhỏ hơn 1024"),
        ("number: 4200", "number: 65536", "«number: 65536» lớn hơn 65535"),
        ("number: 4200", "number: bốn", "«number: bốn» không phải số nguyên"),
        ("name: Asia/Ho_Chi_Minh", "name: Asia/Sai_Gon", "múi giờ «Asia/Sai_Gon» không có trên máy này"),
        ("name: Asia/Ho_Chi_Minh", "name: ../etc", "múi giờ «../etc» không có trên máy này"),
        ('cron: "0 6 * * *"', 'cron: "6:00"', "có 1 phần, cần 5"),
        ('cron: "0 6 * * *"', 'cron: "0 24 * * *"', "phần giờ «24» không phải số"),
        ('cron: "30 22 * * *"', 'cron: "0 0 31 6 *"', "ngày «31» không có trong tháng «6»"),
        ('cron: "0 23 * * *"', 'cron: "0 23 * * MON"', "phần thứ «MON» không phải số"),
        ("weekday: friday", "weekday: thu_sau", "«weekday: thu_sau» không được nhận"),
        ("every_minutes: 15", "every_minutes: 0", "«every_minutes: 0» nhỏ hơn 1"),
        ("every_minutes: 15", "every_minutes: 2000", "«every_minutes: 2000» lớn hơn 1440"),
        ("{days: 90,", "{days: -1,", "«days: -1» nhỏ hơn 1"),
        ("daily: 14, ", "", "thiếu «daily»"),
        ("max_kb: 5000", "max_kb: 1", "«max_kb: 1» nhỏ hơn 10"),
        ("files: 5,", "file: 5,", "khóa «file» không có trong mẫu"),
        ("first_seconds: 1, most_seconds: 60", "first_seconds: 9, most_seconds: 2", "nhỏ hơn lần chờ đầu"),
        ("kill_after_seconds: 8", "kill_after_seconds: 600", "«kill_after_seconds: 600» lớn hơn 60"),
        ("give_up_after: 6", "give_up_after: 0", "«give_up_after: 0» nhỏ hơn 1"),
        ("most: 3,", "most: 0,", "«most: 0» nhỏ hơn 1"),
        ("most: 3,", "most: 500,", "«most: 500» lớn hơn 50"),
        ("most: 3,", "most: ba,", "«most: ba» không phải số nguyên"),
        ("due: {every_seconds: 3", "due: {every_seconds: 0", "«every_seconds: 0» nhỏ hơn 1"),
        (
            "follow: {every_seconds: 1",
            "follow: {every_seconds: 0.5",
            "«every_seconds: 0.5» không phải số nguyên",
        ),
        ("after_days: 180", "after_days: -1", "«after_days: -1» nhỏ hơn 0"),
        ("after_days: 180", "after_days: 5000", "«after_days: 5000» lớn hơn 3650"),
        ("engine: threads", "engine: ray", "«engine: ray» không được nhận"),
        ("engine: threads, ", "", "thiếu «engine»"),
        ("workers: 2", "workers: 0", "«workers: 0» nhỏ hơn 1"),
        ("workers: 2", "workers: 100", "«workers: 100» lớn hơn 64"),
        ("certainty: rule", "certainty: sure", "«certainty: sure» không được nhận"),
    ],
)
def test_wrong_values_are_told_with_their_place(tmp_path: Path, old: str, new: str, told: str) -> None:
    found = problems(tmp_path, (old, new))
    assert any(told in problem for problem in found), found
    line = 1 + SOUND[: SOUND.index(old)].count("\n")
    assert all(problem.startswith(f"service.yaml:{line}: ") for problem in found)


def test_everything_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        ("number: 4200", "number: 80"),
        ("name: Asia/Ho_Chi_Minh", "name: Hanoi"),
        ('cron: "0 6 * * *"', 'cron: "0 25 * * *"'),
        ("weekday: friday", "weekday: 5"),
        ("every_minutes: 15", "every_minutes: often"),
        ('cron: "30 22 * * *"', 'cron: ""'),
        ("daily: 14", "daily: 0"),
        ("max_kb: 5000", "max_kb: 2"),
        ("give_up_seconds: 300", "give_up_seconds: 0"),
        ("least_free_mb: 500", "least_free_mb: many"),
        ("within_seconds: 60", "within: 60"),
    )
    assert len(found) == 12  # the last one is two: a key that is missing, and one that is not known


def test_a_part_that_is_missing_is_told_once(tmp_path: Path) -> None:
    start = SOUND.index("keep:")
    with pytest.raises(ConfigErrors) as refusal:
        load(tmp_path, SOUND[:start] + SOUND[SOUND.index("supervision:") :])
    assert [problem.what for problem in refusal.value.problems] == ["phần «keep» còn thiếu"]


@pytest.mark.parametrize("text", ["", "- 1\n", "port: [", "port: 4200\n", "\tport: {}\n"])
def test_a_file_of_another_kind_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigErrors):
        load(tmp_path, text)


def campaign(folder: Path, text: str) -> Schedule:
    (folder / "campaigns" / "thu").mkdir(parents=True, exist_ok=True)
    (folder / "campaigns" / "thu" / "campaign.yaml").write_text(f"title: Thử\n{text}", "utf-8")
    return load_schedule(ConfigDir(folder), "thu", INSTALLED)


ASSUMED = 'certainty: assumed, source: "nếp của đơn vị"'


def test_a_campaign_may_have_its_own_times(tmp_path: Path) -> None:
    assert campaign(tmp_path, "") == INSTALLED
    own = f'schedule:\n  progress: {{cron: "30 5 * * 1-5", {ASSUMED}}}\n'
    assert campaign(tmp_path, own) == Schedule("30 5 * * 1-5", 4)
    both = f"{own}  weekly_report: {{weekday: monday, {ASSUMED}}}\n"
    assert campaign(tmp_path, both) == Schedule("30 5 * * 1-5", 0)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"schedule:\n  progress: {{cron: sáng, {ASSUMED}}}\n", "có 1 phần, cần 5"),
        ('schedule:\n  progress: {cron: "0 6 * * *"}\n', "thiếu «source»"),
        (f"schedule:\n  daily: {{cron: sáng, {ASSUMED}}}\n", "khóa «daily» không có trong mẫu"),
        ("schedule: 06:00\n", "phần «schedule» phải gồm các khóa và giá trị"),
        (f"schedule:\n  weekly_report: {{weekday: t2, {ASSUMED}}}\n", "«weekday: t2» không được nhận"),
    ],
)
def test_wrong_times_of_a_campaign_are_told(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(ConfigErrors, match=told):
        campaign(tmp_path, text)


def test_an_unknown_campaign_is_told(tmp_path: Path) -> None:
    campaign(tmp_path, "")
    with pytest.raises(UnknownCodeError, match="«thu»"):
        load_schedule(ConfigDir(tmp_path), "thuu", INSTALLED)
