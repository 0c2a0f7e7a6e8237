"""How Vietnam writes dates, numbers and shares; every answer worked out by hand."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from daihoi.domain.states import ActivityState
from reports import tokens


def test_dates_put_the_day_first_and_keep_zeros() -> None:
    assert tokens.date_long(date(2020, 3, 2)) == "02/03/2020"
    assert tokens.date_short(date(2020, 3, 2)) == "02/03"
    assert tokens.date_long(date(2025, 12, 31)) == "31/12/2025"


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (114 / 21, 2, "5,43"),  # 5,428…
        (8.3, 2, "8,30"),
        (0, 2, "0,00"),
        (0.005, 2, "0,01"),  # half up, not to even
        (2.675, 2, "2,68"),  # as written, not as stored in binary
        (0.125, 2, "0,13"),
        (1.5, 0, "2"),
        (2.5, 0, "3"),
        (-2.5, 0, "-3"),
        (993, 0, "993"),
        (1276, 0, "1.276"),
        (1234567.891, 1, "1.234.567,9"),
    ],
)
def test_numbers_have_a_decimal_comma_and_round_half_up(value: float, decimals: int, shown: str) -> None:
    assert tokens.number(value, decimals) == shown


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (121, 235, "121/235 (51,49%)"),
        (82, 196, "82/196 (41,84%)"),
        (36, 36, "36/36 (100,00%)"),
        (0, 235, "0/235 (0,00%)"),
        (1, 3, "1/3 (33,33%)"),
        (2, 3, "2/3 (66,67%)"),
        (1, 8, "1/8 (12,50%)"),
        (1, 800, "1/800 (0,13%)"),  # 0,125 rounds up
        (1, 30000, "1/30000 (0,01%)"),  # never 0,00% when one is held
        (29999, 30000, "29999/30000 (99,99%)"),  # never 100,00% when one is missing
        (0, 0, "0/0"),
    ],
)
def test_a_share_tells_both_counts_and_never_rounds_to_none_or_all(part: int, whole: int, shown: str) -> None:
    assert tokens.share(part, whole) == shown


@pytest.mark.parametrize(("value", "shown"), [(5, "+5"), (-19, "−19"), (0, "0")])
def test_signed_numbers_carry_a_true_minus(value: int, shown: str) -> None:
    assert tokens.signed(value) == shown


def test_every_state_has_its_own_label_and_its_own_shape() -> None:
    assert set(tokens.STATES) == set(ActivityState)
    assert len({style.label for style in tokens.STATES.values()}) == len(ActivityState)
    assert len({style.mark for style in tokens.STATES.values()}) == len(ActivityState)


@pytest.mark.parametrize(
    "module", ["reports.tokens", "reports.wording", "reports.figures", "reports.worklists"]
)
def test_words_and_numbers_do_without_the_drawing_library(module: str) -> None:
    program = f"import sys, {module}; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
