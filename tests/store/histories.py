"""Random histories of a log, step by step beside a model of it: what is acknowledged, refused, read again."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import event as hooks

from daihoi.domain.record import ActivityKey, EventKind, Snapshot
from daihoi.domain.rulings import Ruling, RulingKind
from daihoi.errors import InputErrors
from daihoi.intake.rows import PreparedRow, PreparedRuling
from daihoi.log_place import LogPlace
from daihoi.store.log import EventLog
from tests.store.conftest import row
from tests.store.model import Model, Told

FIRST = date(2020, 2, 1)
NOON = datetime(2020, 3, 2, 5, 0, tzinfo=UTC)
CAMPAIGNS = itertools.count(1)
KEYS = st.tuples(st.sampled_from("AB"), st.sampled_from(["congress", "draft"]))
DAYS = st.integers(0, 9).map(lambda number: FIRST + timedelta(number))
PERCENTS = st.integers(1, 5).map(lambda number: 10 * number)
COMMIT = 0
"""Instead of the number of a statement: the transaction breaks when it is to be kept."""


class Crash(Exception):
    """The process ends inside a transaction."""


@contextmanager
def crashing(log: EventLog, statement: int) -> Iterator[None]:
    """Lets the n-th statement of a transaction be the last, or the commit."""
    left = itertools.count(statement, -1)

    def at_statement(*_: Any) -> None:
        if next(left) == 1:
            raise Crash

    def at_commit(_: Any) -> None:
        if statement == COMMIT:
            raise Crash

    engine = log._writer._engine  # type: ignore[union-attr] # nothing public breaks in the middle
    hooks.listen(engine, "before_cursor_execute", at_statement)
    hooks.listen(engine, "commit", at_commit)
    try:
        yield
    finally:
        hooks.remove(engine, "before_cursor_execute", at_statement)
        hooks.remove(engine, "commit", at_commit)


def written(snapshot: Snapshot) -> bytes:
    """A report that tells everything a snapshot holds."""
    parts = [*map(asdict, snapshot.events), *map(asdict, snapshot.rulings)]
    told = [snapshot.status_date, snapshot.known_seq, snapshot.head, parts]
    return json.dumps(told, default=str, sort_keys=True).encode()


class History(RuleBasedStateMachine):
    """One campaign from its first report on.

    Attributes:
        place: gives each history a log; may be one for all of them.
    """

    place: ClassVar[Any]

    def __init__(self) -> None:
        super().__init__()
        self.model = Model()
        self.campaign = f"c{next(CAMPAIGNS)}"
        self.log: EventLog | None = None
        self.steps = itertools.count(1)
        self.acknowledged: list[tuple[Sequence[PreparedRow], int]] = []
        self.kept: list[tuple[date, int, bytes]] = []

    @initialize()
    def begin(self) -> None:
        place: LogPlace = type(self).place()
        self.log = EventLog.open(place)
        self.head = self.log.head()[0]

    @property
    def opened(self) -> EventLog:
        assert self.log is not None
        return self.log

    # --- what is done to the log ---------------------------------------------------------------------

    def send(self, *rows: PreparedRow) -> int | None:
        """Imports rows; the number of events they brought, None when they were refused."""
        try:
            result = self.opened.append(self.campaign, rows, "vp", "t.csv", "00", NOON)
        except InputErrors:
            return None
        if result.duplicate_of is not None:
            assert result.new_events == 0
            return 0
        new = [e for e in self.opened.events(self.campaign) if e.seq > self.head]
        assert len(new) == result.new_events
        self.take(rows, {e.statement.key: (e.seq, e.corrects) for e in new})
        self.acknowledged.append((rows, result.batch))
        return result.new_events

    def take(self, rows: Sequence[PreparedRow], new: dict[ActivityKey, tuple[int, int | None]]) -> None:
        """Lets the model know what was acknowledged: from the rows, not from what the log made of them."""
        assert [seq for seq, _ in sorted(new.values())] == list(
            range(self.head + 1, self.head + 1 + len(new))
        )
        for one in rows:
            said = one.statement
            if said.key not in new:  # it said nothing new
                before = self.model.standing(said.key, said.effective_date)
                assert said.kind is EventKind.VOID or (before and before.percent == said.percent), said
                continue
            seq, corrects = new[said.key]
            told = (said.kind, said.effective_date, said.actual_finish, said.percent)
            self.model.told.append(Told(seq, said.key, *told, corrects))
        self.model.told.sort(key=lambda one: one.seq)
        self.head += len(new)

    def later(self, key: ActivityKey) -> date:
        """A day about which nothing was said yet."""
        return max((one.day for one in self.model.of(key)), default=FIRST) + timedelta(1)

    def row(self, key: ActivityKey, day: date, **said: Any) -> PreparedRow:
        return row(key[0], day, activity=key[1], **said)

    @rule(keys=st.lists(KEYS, min_size=1, max_size=3, unique=True), percent=PERCENTS, finish=st.booleans())
    def news(self, keys: list[ActivityKey], percent: int, finish: bool) -> None:
        """Work goes on: recorded, unless one of the activities is finished already; then nothing is."""
        told = {"finish": True} if finish else {"percent": percent}
        standing = [self.model.standing(key) for key in keys]
        is_over = any(one and one.finish for one in standing)
        sent = self.send(*(self.row(key, self.later(key), **told) for key in keys))
        assert sent == (None if is_over else len(keys))

    @rule(keys=st.lists(KEYS, min_size=1, max_size=3, unique=True), day=DAYS, percent=PERCENTS)
    def late_report(self, keys: list[ActivityKey], day: date, percent: int) -> None:
        """About any day; whatever comes of it, all of it or nothing."""
        self.send(*(self.row(key, day, percent=percent) for key in keys))

    @rule(key=KEYS, day=DAYS, percent=PERCENTS)
    def correct(self, key: ActivityKey, day: date, percent: int) -> None:
        before = self.model.standing(key)
        told = {"kind": EventKind.CORRECT, "percent": percent, "reason": f"lần {next(self.steps)}"}
        sent = self.send(self.row(key, day, **told))
        assert sent is None if before is None else sent in (0, 1)
        if sent:
            assert before is not None
            assert self.model.told[-1].corrects == before.seq

    @rule(key=KEYS)
    def void(self, key: ActivityKey) -> None:
        before = self.model.standing(key)
        day = before.day if before else FIRST
        sent = self.send(self.row(key, day, kind=EventKind.VOID, reason=f"lần {next(self.steps)}"))
        assert sent == (None if before is None else 1)

    @rule(unit=st.sampled_from("AB"), day=DAYS, approves=st.booleans())
    def decide_gate(self, unit: str, day: date, approves: bool) -> None:
        kind = EventKind.APPROVE if approves else EventKind.REJECT
        told = {"kind": kind, "document_number": f"{next(self.steps)}-QĐ", "is_gate": True}
        self.send(self.row((unit, "gate"), day, **told, **({"finish": True} if approves else {})))

    @precondition(lambda self: self.acknowledged)
    @rule(data=st.data())
    def duplicate(self, data: st.DataObject) -> None:
        """The same file once more: the earlier import is named and nothing is written."""
        rows, batch = data.draw(st.sampled_from(self.acknowledged))
        result = self.opened.append(self.campaign, rows, "khác", "khác.csv", "11", NOON)
        assert (result.duplicate_of, result.new_events) == (batch, 0)

    @rule(key=KEYS, percent=PERCENTS, statement=st.integers(COMMIT, 24), again=st.booleans())
    def crash(self, key: ActivityKey, percent: int, statement: int, again: bool) -> None:
        """The import breaks anywhere: nothing of it is there, and it can be sent again."""
        rows = [
            self.row(key, self.later(key), percent=percent),
            self.row(("C", "congress"), FIRST, percent=1),
        ]
        known = len(self.opened.batches(self.campaign))
        try:
            with crashing(self.opened, statement):
                self.send(*rows)
        except Crash:
            assert self.opened.head()[0] == self.head
            assert len(self.opened.batches(self.campaign)) == known
        if again:
            self.send(*rows)

    @precondition(lambda self: any(one.key[1] != "gate" for one in self.model.told))
    @rule(data=st.data(), percent=PERCENTS, behind=st.integers(0, 2))
    def form(self, data: st.DataObject, percent: int, behind: int) -> None:
        """A form filled in over a state that has passed is never recorded unseen."""
        key = data.draw(st.sampled_from(sorted({one.key for one in self.model.told if one.key[1] != "gate"})))
        known = len(self.model.of(key))
        base, standing = max(0, known - behind), self.model.standing(key)
        form = self.row(key, self.later(key), percent=percent)
        sent = self.send(PreparedRow(form.statement, "bieu.xlsx", 7, "Báo cáo!H7", base_version=base))
        assert sent == (None if base != known or (standing and standing.finish) else 1)

    @rule(
        kind=st.sampled_from([RulingKind.SUSPEND, RulingKind.RESUME, RulingKind.MERGE_UNITS]),
        day=DAYS,
        is_checked=st.booleans(),
    )
    def ruling(self, kind: RulingKind, day: date, is_checked: bool) -> None:
        """A decision checked against the last one is recorded; one that was not is refused."""
        base = self.model.rulings[-1] if self.model.rulings and is_checked else 0
        details = {"units": ["A", "B"]} if kind is RulingKind.MERGE_UNITS else {}
        number = f"{next(self.steps)}-CV"
        said = Ruling(kind, "A", day, number, day, "Thành ủy", "theo công văn", details=details)
        try:
            given = [PreparedRuling(said, None, base, "lệnh")]
            result = self.opened.decide(self.campaign, given, "vp", "lệnh", NOON)
        except InputErrors:
            assert self.model.rulings
            assert not is_checked
            return
        assert result.new_events == 1
        assert is_checked or not self.model.rulings
        self.head += 1
        self.model.rulings.append(self.head)

    @rule(day=DAYS)
    def report(self, day: date) -> None:
        """A report is printed; it can be printed again as it was at any later time."""
        snapshot = self.opened.snapshot(self.campaign, day)
        assert self.seen(snapshot) == [one.seq for one in self.model.picture(day)]
        self.kept.append((day, snapshot.known_seq, written(snapshot)))

    # --- what always holds ---------------------------------------------------------------------------

    def seen(self, snapshot: Snapshot) -> list[int]:
        """The numbers of what stands; each says what the model knows it says."""
        by_seq = {one.seq: one for one in self.model.told}
        for event in snapshot.events:
            said, told = event.statement, by_seq[event.seq]
            facts = (
                said.key,
                said.kind,
                said.effective_date,
                said.actual_finish,
                said.percent,
                event.corrects,
            )
            assert facts == (told.key, told.kind, told.day, told.finish, told.percent, told.corrects)
        return [event.seq for event in snapshot.events]

    @invariant()
    def nothing_is_lost_and_nothing_is_half(self) -> None:
        if self.log is not None:
            day = FIRST + timedelta(5 + self.head % 9)
            now = self.log.snapshot(self.campaign, day)
            assert now.known_seq == max([0, *(one.seq for one in self.model.told), *self.model.rulings])
            assert self.seen(now) == [one.seq for one in self.model.picture(day)]

    def teardown(self) -> None:
        if self.log is None:
            return
        with self.log as log:
            assert log.head()[0] == self.head
            for day, known_seq, before in self.kept:
                past = log.snapshot(self.campaign, day, known_seq)
                assert written(past) == before
                assert self.seen(past) == [one.seq for one in self.model.picture(day, known_seq)]
            assert [e.seq for e in log.events(self.campaign)] == [one.seq for one in self.model.told]
            assert [e.seq for e in log.rulings(self.campaign)] == self.model.rulings
            assert len(log.batches(self.campaign)) == len(self.acknowledged) + len(self.model.rulings)
            assert log.verify() == []
