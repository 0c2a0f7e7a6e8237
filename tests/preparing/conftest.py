"""The campaigns of the articles with everything in their registers, and tables to be refused."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Protocol

import pytest

from daihoi.assessing import open_assessment_or_plan
from daihoi.domain.assessment import Assessment
from daihoi.domain.campaign import Campaign
from daihoi.domain.entries import Entries, Entry, entries_of
from daihoi.domain.preparing.base import Preparation
from daihoi.domain.record import Event, fold
from daihoi.errors import InputErrors
from daihoi.intake.register_tables import Ground, read_entries
from daihoi.intake.setting import Setting
from daihoi.intake.tables import read_table
from daihoi.loading import find_config, load_campaign
from daihoi.loading.register_config import load_registers
from daihoi.recording import import_file
from daihoi.store.database import has_log
from daihoi.workspace import Workspace

CONFIG = Path(__file__).resolve().parents[2] / "config"
TODAY = date(2026, 1, 5)
"""The day on which tables are read: after everything that the articles speak of."""

NOON = datetime(2026, 1, 5, 5, 0, tzinfo=UTC)

Row = Mapping[str, str]


class Prepare(Protocol):
    """Opens a campaign at the end of a day, with what its files report and register."""

    def __call__(self, code: str, day: date, *units: str) -> Preparation: ...


class Refuse(Protocol):
    """Reads rows of a register and tells what is wrong with them."""

    def __call__(self, code: str, register: str, *rows: Row) -> list[str]: ...


Without = Callable[[Preparation, Callable[[Entry], bool]], Preparation]


class Including(Protocol):
    """Puts entries into a preparation."""

    def __call__(self, preparation: Preparation, *entries: Entry) -> Preparation: ...


class Campaigns:
    """The campaigns of the articles: reports in a log of their own, registers read as imports read them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._registers = load_registers(find_config(CONFIG))
        self._events: dict[str, list[Event]] = {}
        self._seen: dict[tuple[str, date], Assessment] = {}

    def preparation(self, code: str, day: date, units: tuple[str, ...]) -> Preparation:
        """A campaign at the end of a day."""
        seen = self._assessment(code, day)
        chosen = frozenset(seen.campaign.tree.subtrees(units)) if units else None
        return Preparation(seen, self.entries(code, day), chosen)

    def entries(self, code: str, day: date = date.max) -> Entries:
        """What stands in the registers at the end of a day."""
        if code not in self._events:
            self._events[code] = []
            for path in registers_of(code):
                self._record(code, path)
        events = self._events[code]
        return entries_of(list(fold(events, day).values()), self._registers, day, len(events))

    def _record(self, code: str, path: Path) -> None:
        campaign, events = configured(code), self._events[code]
        ground = Ground(Setting(campaign, TODAY, (), None), campaign, self.entries(code))
        for row in read_entries(read_table(path), ground).rows:
            events.append(Event(len(events) + 1, NOON, "reports", 1, 1, None, row.statement, ""))

    def _assessment(self, code: str, day: date) -> Assessment:
        if (code, day) not in self._seen:
            workspace = Workspace(CONFIG, self._folder / code / "data", self._folder / code / "out")
            for path in () if has_log(workspace.log_place) else reports_of(code):
                import_file(workspace, configured(code), path, actor="reports")
            self._seen[code, day] = open_assessment_or_plan(workspace, code, day)
        return self._seen[code, day]


@pytest.fixture(scope="session")
def campaigns(tmp_path_factory: pytest.TempPathFactory) -> Campaigns:
    """The campaigns of the articles, each read once."""
    return Campaigns(tmp_path_factory.mktemp("campaigns"))


@pytest.fixture(scope="session")
def prepared(campaigns: Campaigns) -> Prepare:
    """A campaign at the end of any day; of all its units or of some."""

    def at(code: str, day: date, *units: str) -> Preparation:
        return campaigns.preparation(code, day, units)

    return at


@pytest.fixture(scope="session")
def without() -> Without:
    """The same preparation as if the entries that ``is_dropped`` names had never been recorded."""

    def drop(preparation: Preparation, is_dropped: Callable[[Entry], bool]) -> Preparation:
        entries = preparation.entries
        kept = [one for one in entries if not is_dropped(one)]
        assert len(kept) < len(entries), "nothing was dropped"
        return replace(preparation, entries=Entries(entries.registers, kept, entries.status_date))

    return drop


@pytest.fixture(scope="session")
def including() -> Including:
    """The same preparation with more entries, or others in their place."""

    def put(preparation: Preparation, *entries: Entry) -> Preparation:
        return replace(preparation, entries=preparation.entries.including(entries))

    return put


@pytest.fixture
def refused(campaigns: Campaigns, tmp_path: Path) -> Refuse:
    """What reading rows of a register complains about: ``cell: what → remedy``; empty when they are taken.

    The rows are checked against everything that the campaign's own files register.
    """

    def read(code: str, register: str, *rows: Row) -> list[str]:
        campaign = configured(code)
        entries = campaigns.entries(code)
        path = tmp_path / "so.csv"
        path.write_text(_table(entries.registers[register].name, rows), encoding="utf-8")
        ground = Ground(Setting(campaign, TODAY, (), None), campaign, entries)
        try:
            read_entries(read_table(path), ground)
        except InputErrors as error:
            return [f"{one.cell}: {one.what} → {one.remedy}" for one in error.problems]
        return []

    return read


@cache
def configured(code: str) -> Campaign:
    """The campaign as it is configured."""
    return load_campaign(find_config(CONFIG), code)


def reports_of(code: str) -> list[Path]:
    """The files in which units report."""
    return [path for path in map(Path, configured(code).report_files) if path.parent.name == "reports"]


def registers_of(code: str) -> list[Path]:
    """The files that registers are filled from, in the order of import."""
    return sorted((CONFIG / "campaigns" / code / "registers").glob("*.csv"))


def _table(register: str, rows: Sequence[Row]) -> str:
    titles = list(dict.fromkeys(title for row in rows for title in row))
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["Sổ", *titles])
    writer.writerows([register, *(row.get(title, "") for title in titles)] for row in rows)
    return text.getvalue()
