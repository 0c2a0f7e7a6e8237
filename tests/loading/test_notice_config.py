"""``config/notices.yaml`` and ``supervisors.yaml``: the shipped rules are sound, every mistake is named."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest

from daihoi.domain.notices_rules import NoticeKind, Role
from daihoi.errors import ConfigErrors
from daihoi.loading import ConfigDir
from daihoi.loading.notice_config import load_notice_rules
from daihoi.loading.notice_supervisors import label_fault, refuse_old_file

SHIPPED = Path(__file__).resolve().parents[2] / "config" / "notices.yaml"
BASIS = "certainty: assumed, source: thử"
SOUND = f"""\
notices:
  - kind: overdue
    to:
      - {{role: office, after_days: 0}}
      - {{role: superior, after_days: 3}}
    weekly_on: friday
    certainty: assumed
    source: thử
  - kind: approval
    certainty: assumed
    source: thử
  - kind: backup
    after_days: 3
    to:
      - {{role: coordinator, after_days: 0}}
    at_once: true
    certainty: assumed
    source: thử
digest: {{not_before: "07:30", {BASIS}}}
retry: {{first_minutes: 5, most_minutes: 60, give_up_days: 3, {BASIS}}}
personal_mail: {{domains: [gmail.com], {BASIS}}}
"""


def read(folder: Path, text: str) -> str:
    (folder / "notices.yaml").write_text(text, "utf-8")
    with pytest.raises(ConfigErrors) as error:
        load_notice_rules(ConfigDir(folder))
    return str(error.value)


def test_the_shipped_rules_are_those_of_the_design() -> None:
    rules = load_notice_rules(ConfigDir(SHIPPED.parent))
    assert set(rules.kinds) == set(NoticeKind)
    overdue = rules.kinds[NoticeKind.OVERDUE]
    assert [(one.role, one.after_days) for one in overdue.to] == [
        (Role.OFFICE, 0),
        (Role.SUPERIOR, 3),
        (Role.SUPERVISOR, 7),
    ]
    assert overdue.weekly_on == 0
    assert {kind for kind, rule in rules.kinds.items() if rule.is_at_once} == {
        NoticeKind.VERIFICATION, NoticeKind.BACKUP,
    }  # fmt: skip
    assert all(rule.basis.is_assumed and rule.basis.source for rule in rules.kinds.values())
    assert rules.not_before == time(7, 0)


def test_a_configuration_without_the_file_takes_the_installed_one(tmp_path: Path) -> None:
    assert load_notice_rules(ConfigDir(tmp_path)) == load_notice_rules(ConfigDir(SHIPPED.parent))


def test_a_sound_file_is_read_as_it_stands(tmp_path: Path) -> None:
    (tmp_path / "notices.yaml").write_text(SOUND, "utf-8")
    rules = load_notice_rules(ConfigDir(tmp_path))
    assert set(rules.kinds) == {NoticeKind.OVERDUE, NoticeKind.APPROVAL, NoticeKind.BACKUP}
    assert (rules.kinds[NoticeKind.OVERDUE].weekly_on, rules.kinds[NoticeKind.BACKUP].after_days) == (4, 3)
    assert (rules.not_before, rules.retry.most_minutes) == (time(7, 30), 60)


def test_how_long_messages_are_kept_is_read_and_without_it_they_are_kept_for_ever(tmp_path: Path) -> None:
    (tmp_path / "notices.yaml").write_text(SOUND, "utf-8")
    assert load_notice_rules(ConfigDir(tmp_path)).keep_days is None
    (tmp_path / "notices.yaml").write_text(f"{SOUND}keep: {{days: 90, {BASIS}}}\n", "utf-8")
    assert load_notice_rules(ConfigDir(tmp_path)).keep_days == 90


@pytest.mark.parametrize(
    ("keep", "told"),
    [
        (f"{{days: 30, {BASIS}}}", "nhỏ hơn 31"),
        (f"{{days: 4000, {BASIS}}}", "lớn hơn 3660"),
        (f"{{days: nửa năm, {BASIS}}}", "không phải số nguyên"),
        (f"{{{BASIS}}}", "thiếu «days»"),
        ("{days: 90}", "thiếu «certainty»"),
        (f"{{days: 90, weeks: 2, {BASIS}}}", "khóa «weeks» không có trong mẫu"),
        ("180", "keep"),
    ],
)
def test_a_wrong_time_to_keep_is_named_with_its_place(keep: str, told: str, tmp_path: Path) -> None:
    said = [line for line in read(tmp_path, f"{SOUND}keep: {keep}\n").splitlines() if told in line]
    assert said
    assert "notices.yaml:22" in said[0]


WRONG = {
    "an unknown kind": ("kind: overdue", "kind: late", ":2", "«kind: late» không được nhận"),
    "a kind twice": ("kind: backup", "kind: overdue", "notices.yaml:12", "loại «overdue» đã viết ở trên"),
    "nobody to tell": ("    to:\n      - {role: coordinator, after_days: 0}\n", "", ":12", "«to» phải là"),
    "an empty list": (
        "    to:\n      - {role: coordinator, after_days: 0}\n", "    to: []\n", ":14", "chưa báo cho ai",
    ),
    "an unknown role": ("role: office", "role: secretary", ":4", "«role: secretary» không được nhận"),
    "a role twice": ("role: superior", "role: office", ":5", "nơi nhận «office» viết hai lần"),
    "days that are none": ("after_days: 3}", "after_days: ba}", ":5", "không phải số nguyên"),
    "days below none": ("after_days: 3}", "after_days: -1}", ":5", "nhỏ hơn 0"),
    "too many days": ("after_days: 3}", "after_days: 400}", ":5", "lớn hơn 366"),
    "a day that is none": ("friday", "thứ sáu", ":6", "«weekly_on: thứ sáu» không được nhận"),
    "approvals with addressees": (
        "kind: approval\n", "kind: approval\n    to: []\n", ":10", "cửa duyệt báo theo bậc thang",
    ),
    "a wait for all": (
        "coordinator, after_days: 0", "coordinator, after_days: 2", ":15", "loại «backup» báo ngay",
    ),
    "no age of a backup": ("    after_days: 3\n", "", ":12", "thiếu «after_days»"),
    "an age for what has none": ("weekly_on: friday", "after_days: 2", ":6", "khóa «after_days» không có"),
    "a flag that is none": ("at_once: true", "at_once: có", ":16", "«at_once: có» không được nhận"),
    "no source": ("    source: thử\n  - kind: approval", "  - kind: approval", ":2", "thiếu «source»"),
    "an hour that is none": ('"07:30"', '"7h30"', ":19", "«7h30» không phải giờ trong ngày"),
    "an hour of no day": ('"07:30"', '"24:00"', ":19", "«24:00» không phải giờ trong ngày"),
    "no hour": ('not_before: "07:30", ', "", ":19", "thiếu «not_before»"),
    "no wait": ("first_minutes: 5", "first_minutes: 0", ":20", "nhỏ hơn 1"),
    "a longest wait that is shorter": ("most_minutes: 60", "most_minutes: 4", ":20", "ngắn hơn lần đợi đầu"),
    "a year of trying": ("give_up_days: 3", "give_up_days: 365", ":20", "lớn hơn 30"),
    "no retry": ("retry:", "retries:", "notices.yaml", "khóa «retries» không có trong mẫu"),
    "a domain that is none": ("[gmail.com]", "[gmail]", ":21", "«gmail» không phải tên miền"),
    "a misspelt key": ("weekly_on", "weekly", ":6", "khóa «weekly» không có trong mẫu"),
}  # fmt: skip


@pytest.mark.parametrize(("before", "after", "place", "told"), WRONG.values(), ids=WRONG)
def test_a_mistake_is_named_with_its_place(
    before: str, after: str, place: str, told: str, tmp_path: Path
) -> None:
    assert before in SOUND
    lines = [line for line in read(tmp_path, SOUND.replace(before, after, 1)).splitlines() if told in line]
    assert lines
    assert place in lines[0]


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    text = (
        SOUND.replace("office", "secretary")
        .replace("friday", "x")
        .replace('"07:30"', "x")
        .replace("[gmail", "[g g")
    )
    assert read(tmp_path, text).count("\n  ") == 4


def test_a_file_of_supervisors_is_no_longer_read_and_says_so(tmp_path: Path) -> None:
    campaign = tmp_path / "campaigns" / "thu"
    campaign.mkdir(parents=True)
    (campaign / "campaign.yaml").touch()
    refuse_old_file(ConfigDir(tmp_path), "thu")
    (campaign / "supervisors.yaml").write_text("supervisors: []\n", "utf-8")
    with pytest.raises(ConfigErrors, match=r"campaigns/thu/supervisors\.yaml") as error:
        refuse_old_file(ConfigDir(tmp_path), "thu")
    assert "sổ phân công theo dõi (daihoi register form)" in str(error.value)


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ("Tổ 1, đt 0912345678", "tên chứa số điện thoại"),
        ("x" * 121, "quá 120"),
        ("Tổ\nBcc: a", "ký tự điều khiển"),
        ("Tổ chỉ đạo số 1", ""),
    ],
)
def test_labels_that_may_not_be_shown(label: str, told: str) -> None:
    assert told in label_fault(label)
    assert bool(label_fault(label)) is bool(told)
