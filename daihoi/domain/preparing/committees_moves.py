"""Review of planning, transfers, rotations and the filling of seats before the congress: numbers of cases."""

from __future__ import annotations

from collections.abc import Iterator

from daihoi.domain.entries import Entry
from daihoi.domain.preparing.base import Ask, Preparation, marked
from daihoi.domain.preparing.steering_reading import PROGRESS_WORDS, kept_by_units, unit_name
from daihoi.domain.preparing.structure_shares_targets import count_in

REGISTER = "cadre_moves"


def move_findings(preparation: Preparation) -> Iterator[str]:
    """What was done, with the number of cases: «điều động, phân công đã xong 3 trường hợp»."""
    for entry in kept_by_units(preparation, REGISTER):
        yield f"{unit_name(preparation.campaign, entry.unit_code)}: {marked(_told(entry), entry)}."


def move_asks(preparation: Preparation) -> Iterator[Ask]:
    """What is not done yet."""
    for entry in kept_by_units(preparation, REGISTER):
        if entry.text("state") != "done":
            planned, done = count_in(entry, "planned"), count_in(entry, "done_cases") or 0
            left = f" {planned - done} trường hợp" if planned is not None else ""
            yield Ask(entry.unit_code, f"làm nốt{left}: {entry.key} (sổ {REGISTER})")


def _told(entry: Entry) -> str:
    planned, done = count_in(entry, "planned"), count_in(entry, "done_cases")
    cases = ""
    if done is not None:
        cases = f" {done} trường hợp" if planned is None else f" {done}/{planned} trường hợp"
    return f"{entry.key} {PROGRESS_WORDS[entry.text('state')]}{cases}"
