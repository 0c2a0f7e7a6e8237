"""The lines below the first sentence of ``daihoi status``: what they say, and what can be typed from them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from daihoi.cli.standing_display import forecast_line, rest_line
from tests.reports.samples import ROOT, count, make_overview, make_pace

SLIPPING = replace(count(ROOT, 20, 4, 8), slipping=6)


def test_the_printed_command_shows_the_same_day_and_the_same_knowledge() -> None:
    shown = make_overview()
    command = "daihoi work cam_le_2020 progress --status-date 2020-03-02"
    assert rest_line(shown).endswith(f": {command}")
    assert rest_line(shown, 17).endswith(f": {command} --known-at 17")
    assert rest_line(shown, 0).endswith(" --known-at 0")


def test_a_whole_table_needs_no_command() -> None:
    assert rest_line(replace(make_overview(), rows=[]), 17) == ""


def test_in_time_is_said_only_where_there_is_a_deadline() -> None:
    assert "kế hoạch, vẫn trong hạn." in forecast_line(make_pace(SLIPPING))
    assert "trong hạn" not in forecast_line(make_pace(SLIPPING, deadline=None))
    assert "trong hạn" not in forecast_line(make_pace(replace(SLIPPING, expected_late=1)))


@pytest.mark.parametrize(
    ("silent", "said"),
    [
        (0, "vẫn trong hạn."),
        (2, "vẫn trong hạn. Trong đó 2 chi bộ chưa báo việc nào: chưa báo thì tính như chưa làm."),
        (6, "vẫn trong hạn. Cả 6 chi bộ ấy chưa báo việc nào: chưa báo thì tính như chưa làm."),
    ],
)
def test_the_silent_are_told_as_a_part_of_those_expected_later(silent: int, said: str) -> None:
    assert forecast_line(make_pace(replace(SLIPPING, silent=silent))).endswith(said)


def test_nothing_later_nothing_said() -> None:
    assert forecast_line(make_pace(count(ROOT, 20, 4, 8))) == ""
    moved = replace(count(ROOT, 20, 4, 8), put_off=1)
    assert forecast_line(make_pace(moved)) == "1 chi bộ đã có quyết định dời sang ngày sau."
