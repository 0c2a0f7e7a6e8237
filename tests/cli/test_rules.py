"""``daihoi rules``, as a user sees it."""

from __future__ import annotations

from tests.cli.conftest import Program


def test_a_rule_tells_its_value_words_source_and_what_came_after(program: Program) -> None:
    done = program("rules", "cam_le_2020", "delegates_max")
    assert done.returncode == 0, done.stderr
    assert "quận: 300 – không quá 300 đại biểu" in done.stdout
    assert "văn bản quy định: Chỉ thị 35-CT/TW ngày 30/5/2019" in done.stdout
    assert "thay bằng: 450 – Chỉ thị 35-CT/TW ngày 14/6/2024" in done.stdout


def test_a_later_campaign_tells_what_held_before(program: Program) -> None:
    done = program("rules", "hai_phong_2024", "delegates_max")
    assert done.returncode == 0, done.stderr
    assert "trước đó: 350 – Chỉ thị 35-CT/TW ngày 30/5/2019" in done.stdout


def test_all_rules_are_listed_and_what_is_assumed_is_marked(program: Program) -> None:
    done = program("rules", "cam_le_2020")
    assert done.returncode == 0, done.stderr
    lines = [line for line in done.stdout.splitlines() if "window_end" in line]
    assert len(lines) == 4
    assert sum("giả định †" in line for line in lines) == 1


def test_an_exception_stands_beside_its_rule(program: Program) -> None:
    given = ("--unit", "CL.KT", "--value", "3", "--document", "31-CV/QU", "--document-date", "2020-03-01")
    why = ("--body", "Ban Thường vụ Quận ủy", "--reason", "đại hội điểm")
    done = program("decide", "except", "cam_le_2020", "congress_days_max", *given, *why)
    assert done.returncode == 0, done.stderr
    told = program("rules", "cam_le_2020", "congress_days_max").stdout
    assert "ngoại lệ CL.KT: 3 – 31-CV/QU ngày 01/03/2020, Ban Thường vụ Quận ủy: đại hội điểm" in told
    assert "1 ngoại lệ" in program("rules", "cam_le_2020").stdout


def test_an_unknown_rule_offers_the_nearest(program: Program) -> None:
    done = program("rules", "cam_le_2020", "delegate_max")
    assert done.returncode == 2
    assert "delegates_max" in done.stderr
