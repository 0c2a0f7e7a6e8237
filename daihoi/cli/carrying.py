"""Puts together what ``daihoi unit carry`` writes: two campaigns, their registers, tables that were tried."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from daihoi import clock
from daihoi.domain.carrying import Heir, LeftBehind, Pair, TakenOver, in_order, take_over
from daihoi.domain.carrying_origin import Origins
from daihoi.errors import DaihoiError, InputErrors
from daihoi.exchange.carried_tables import Decision, carried_table, evidence_name
from daihoi.intake.register_tables import Ground, read_entries
from daihoi.intake.setting import Setting
from daihoi.intake.tables import read_table
from daihoi.loading import find_config, load_campaign
from daihoi.loading.approvals import load_approval_rules
from daihoi.store import evidence
from daihoi.whole_files import write_csv, write_whole

if TYPE_CHECKING:
    from daihoi.domain.campaign import Campaign
    from daihoi.domain.entries import Entries
    from daihoi.domain.preparing.former import FormerUnit
    from daihoi.domain.record import Event
    from daihoi.domain.registers import Register
    from daihoi.domain.rulings import RulingEvent
    from daihoi.domain.unit_lives import UnitLife
    from daihoi.workspace import Workspace

FIRST_LINE = 2


@dataclass(frozen=True)
class Side:
    """A campaign and its registers on one side of a handover.

    Attributes:
        configured: as it is configured.
        campaign: as rulings left it.
        known: its rulings.
        entries: what stands in its registers.
        events: all events of its registers.
        lives: every unit that it ever has.
        former: the units that are gone.
    """

    configured: Campaign
    campaign: Campaign
    known: Sequence[RulingEvent]
    entries: Entries
    events: Sequence[Event]
    lives: Mapping[str, UnitLife]
    former: Mapping[str, FormerUnit]

    def single_heirs(self) -> list[Pair]:
        """Units that are gone, with the one unit that took their place."""
        return [(code, one.heirs[0]) for code, one in self.former.items() if len(one.heirs) == 1]

    def several_heirs(self) -> Mapping[str, Sequence[str]]:
        """Units that are gone, with the units that took their place, where there are several."""
        return {code: one.heirs for code, one in self.former.items() if len(one.heirs) > 1}


def side_of(workspace: Workspace, code: str, day: date) -> Side:
    """A campaign with its registers at the end of a day.

    Raises:
        ConfigErrors: the campaign is not usable.
        StoreError: the log cannot be read.
    """
    from daihoi.assessing import open_entries_told, rulings_of
    from daihoi.domain.preparing.former import former_units
    from daihoi.domain.ruled import ruled
    from daihoi.domain.unit_lives import units_ever

    configured, known = load_campaign(find_config(workspace.config), code), rulings_of(workspace, code)
    entries, events = open_entries_told(workspace, configured.code, day)
    lives, former = units_ever(configured, known), former_units(configured, known, day)
    return Side(configured, ruled(configured, known, day), known, entries, events, lives, former)


@dataclass
class Carried:
    """What would be taken over.

    Attributes:
        tables: name of a file → its rows, in the order in which they are imported.
        evidence: name of a file of evidence → where it is kept.
        taken: what the tables hold.
        left: what stays behind, with the reason.
    """

    tables: dict[str, list[list[str]]] = field(default_factory=dict)
    evidence: dict[str, Path] = field(default_factory=dict)
    taken: list[TakenOver] = field(default_factory=list)
    left: list[LeftBehind] = field(default_factory=list)

    def write(self, folder: Path) -> list[Path]:
        """Writes tables and evidence into a folder; gives the tables.

        Raises:
            WriteError: a file cannot be written.
            DaihoiError: a table is there already; somebody may have gone over it.
        """
        if there := [name for name in self.tables if (folder / name).exists()]:
            raise DaihoiError(
                f"Trong «{folder}» đã có {', '.join(there)}, có thể đã được sửa: chọn thư mục khác (-o), "
                "hoặc xóa các tệp ấy. Chưa ghi gì."
            )
        for name, path in self.evidence.items():
            write_whole(folder / name, path.read_bytes())
        for name, rows in self.tables.items():
            write_csv(folder / name, rows)
        return [folder / name for name in self.tables]


def carried(
    workspace: Workspace, old: Side, new: Side, pairs: Sequence[Pair], document: tuple[str, date]
) -> Carried:
    """What units take over, as tables which ``daihoi import`` takes as they are.

    Raises:
        ConfigErrors: what is configured about evidence is not usable.
    """
    origins = Origins(new.events, new.entries.registers)
    heritage = take_over(
        old.entries, Heir(new.campaign, new.entries, pairs, origins, old_campaign=old.campaign.code)
    )
    names = {code: life.unit.name for code, life in old.lives.items()}
    begun = {code: life.first_day for code, life in new.lives.items() if life.first_day}
    decision = Decision(*document, old.campaign.code, names, begun)
    trial = _Trial(workspace, new, decision, Carried(left=list(heritage.left)))
    for number, register in enumerate(in_order(new.entries.registers), 1):
        trial.add(number, register, [one for one in heritage.taken if one.old.register == register.code])
    return trial.found


class _Trial:
    """Reads every table as an import would, and leaves out what would be refused."""

    def __init__(self, workspace: Workspace, new: Side, decision: Decision, found: Carried) -> None:
        self.new, self.decision, self.found = new, decision, found
        self.evidence = workspace.data / evidence.FOLDER
        most = load_approval_rules(find_config(workspace.config)).evidence_bytes
        self.setting = Setting(new.configured, clock.today(), new.known, most)
        self.entries = new.entries

    def add(self, number: int, register: Register, taken: Sequence[TakenOver]) -> None:
        """Adds the table of one register; later tables may name what it holds."""
        with tempfile.TemporaryDirectory() as folder:
            self._lay_evidence(Path(folder), taken)
            while taken:
                rows = carried_table(register, taken, self.decision)
                refused = self._refused(Path(folder) / "so.csv", rows)
                if not refused:
                    self.found.tables[f"{number:02d}_{register.code}.csv"] = rows
                    self.found.taken += taken
                    return
                self.found.left += [
                    LeftBehind(one.old, one.new.unit_code, refused[line])
                    for line, one in enumerate(taken, FIRST_LINE)
                    if line in refused
                ]
                kept = [one for line, one in enumerate(taken, FIRST_LINE) if line not in refused]
                if len(kept) == len(taken):  # the table as such is refused, not one of its rows
                    why = "; ".join(refused.values())
                    self.found.left += [LeftBehind(one.old, one.new.unit_code, why) for one in taken]
                    return
                taken = kept

    def _refused(self, path: Path, table: list[list[str]]) -> dict[int, str]:
        """Line → what an import would say of it; nothing when it would take all."""
        write_csv(path, table)
        ground = Ground(self.setting, self.new.campaign, self.entries, self.new.events)
        try:
            rows = read_entries(read_table(path), ground).rows
        except InputErrors as error:
            return {one.line: f"{one.cell}: {one.what}" for one in reversed(error.problems)}
        self.entries = ground.after(row.statement for row in rows)
        return {}

    def _lay_evidence(self, folder: Path, taken: Sequence[TakenOver]) -> None:
        for sha256 in {one.old.evidence_sha256 for one in taken} - {""}:
            kept = evidence.path_of(self.evidence, sha256)
            if kept.is_file():
                self.found.evidence[evidence_name(sha256)] = kept
                (folder / evidence_name(sha256)).write_bytes(kept.read_bytes())
