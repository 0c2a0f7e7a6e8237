"""``checks.yaml``: the shipped file is sound, and every mistake is named with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from daihoi.domain.health import CHECKS, FIGURES, Severity
from daihoi.errors import ConfigErrors
from daihoi.loading import ConfigDir
from daihoi.loading.health_limits import load_limits

SHIPPED = Path(__file__).resolve().parents[2] / "config" / "checks.yaml"
LEAD = """\
  - check: lead
    severity: look
    words: "số ngày âm che mất việc làm trước khi đủ điều kiện"
    certainty: stated
    source: "DCMA 2: không cho phép"
"""


@pytest.fixture
def text() -> str:
    shipped = SHIPPED.read_text("utf-8")
    assert shipped.count(LEAD) == 1
    return shipped


def written(folder: Path, text: str | bytes) -> ConfigDir:
    path = folder / "checks.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return ConfigDir(folder)


def refusals(config: ConfigDir) -> list[str]:
    with pytest.raises(ConfigErrors) as caught:
        load_limits(config)
    return [str(problem) for problem in caught.value.problems]


def test_the_shipped_file_has_a_limit_for_every_check() -> None:
    limits = load_limits(ConfigDir(SHIPPED.parent))
    assert set(limits) == {*CHECKS, *FIGURES}
    assert all(limit.words and limit.basis.source for limit in limits.values())


def test_values_are_read_as_they_stand() -> None:
    """DCMA 8: no more than 5 % of activities longer than 44 working days."""
    limits = load_limits(ConfigDir(SHIPPED.parent))
    assert (limits["long_duration"].days, limits["long_duration"].max_share_pct) == (44, 5)
    assert limits["invalid_dates"].severity is Severity.BROKEN
    assert limits["high_float"].severity is Severity.INFO
    assert limits["lead"].max_share_pct == limits["lead"].days == 0


def test_a_configuration_without_the_file_takes_the_installed_one(tmp_path: Path) -> None:
    assert load_limits(ConfigDir(tmp_path)) == load_limits(ConfigDir(SHIPPED.parent))


def test_an_own_file_is_taken_before_the_installed_one(tmp_path: Path, text: str) -> None:
    own = text.replace(LEAD, LEAD.replace("severity: look", "severity: broken\n    max_share_pct: 3"))
    limit = load_limits(written(tmp_path, own))["lead"]
    assert (limit.severity, limit.max_share_pct) == (Severity.BROKEN, 3)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("check: lead", "check: leads", "«leads» không có trong chương trình → Có phải ý là «lead»?"),
        ("check: lead", "check: hard_date", "phép kiểm tra «hard_date» đã viết"),
        ("    severity: look\n", "    severity: loo\n", "«severity: loo» không được nhận"),
        ("    severity: look\n", "", "thiếu «severity»"),
        ("    severity: look\n", "    severity: look\n    days: 3\n", "«lead» không dùng «days»"),
        ("    severity: look\n", "    severity: look\n    max_share_pct: 101\n", "101» quá 100"),
        ("    severity: look\n", "    severity: look\n    max_share_pct: -1\n", "nhỏ hơn 0"),
        ("    severity: look\n", "    severity: look\n    max_share_pct: 5%\n", "không phải số nguyên"),
        ("    severity: look\n", "    severity: look\n    max_share_pct: 0,5\n", "không phải số nguyên"),
        ("    severity: look\n", "    severity: look\n    severity: info\n", "khóa «severity» đã viết"),
        ("    severity: look\n", "    severity: look\n    limit: 3\n", "khóa «limit» không có trong mẫu"),
        ("    severity: look\n", "    severity: [look]\n", "phải là một giá trị"),
        ("    certainty: stated\n", "    certainty: sure\n", "«certainty: sure» không được nhận"),
        ("    certainty: stated\n", "", "thiếu «certainty»"),
        ('    source: "DCMA 2: không cho phép"\n', "", "thiếu «source»"),
        ('    words: "số ngày âm che mất việc làm trước khi đủ điều kiện"\n', "", "thiếu «words»"),
        ("  - check: lead\n    severity: look\n", "  - severity: look\n", "thiếu «check»"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, text: str, old: str, new: str, words: str) -> None:
    assert LEAD.count(old) == 1
    line = text[: text.index(LEAD)].count("\n") + 1
    said = refusals(written(tmp_path, text.replace(LEAD, LEAD.replace(old, new))))
    assert any(words in problem for problem in said), said
    assert any(f"checks.yaml:{number}" in said[0] for number in range(1, line + 6))


@pytest.mark.parametrize(
    "new", ["", "    days: 0\n", "    days: hai mươi\n", "    days: 20,5\n", "    days: -4\n"]
)
def test_a_check_that_measures_by_days_needs_them(tmp_path: Path, text: str, new: str) -> None:
    assert text.count("    days: 10\n") == 1
    assert "days" in refusals(written(tmp_path, text.replace("    days: 10\n", new)))[0]


def test_a_check_that_is_left_out_is_named(tmp_path: Path, text: str) -> None:
    assert refusals(written(tmp_path, text.replace(LEAD, "")))[0].endswith(
        "thiếu phép kiểm tra «lead» → thêm mục «- check: lead»"
    )


def test_all_mistakes_are_told_at_once_and_none_twice(tmp_path: Path, text: str) -> None:
    broken = (
        text.replace(LEAD, "").replace("    days: 10\n", "").replace("max_share_pct: 15", "max_share_pct: x")
    )
    assert len(refusals(written(tmp_path, broken))) == 3


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"- check: lead\n",
        b"checks: 3\n",
        b"checks:\n  - lead\n",
        b"\xff\xfe",
        b"checks:\n\t- check: lead\n",
    ],
)
def test_a_file_of_another_kind_is_refused(tmp_path: Path, content: bytes) -> None:
    assert all("checks.yaml" in problem for problem in refusals(written(tmp_path, content)))
