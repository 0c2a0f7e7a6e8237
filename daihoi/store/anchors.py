"""Anchors: the number and hash of an event, kept outside the log, that show later whether it still stands.

The chain of hashes cannot show that the whole log was rewritten, nor that its end was cut off together with
the head. An anchor can, because it was printed on paper, or lies on another machine, when nobody had yet.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from daihoi.errors import StoreError, system_reason
from daihoi.log_place import LogPlace
from daihoi.store import reading
from daihoi.store.checking import follow
from daihoi.store.database import database
from daihoi.store.runs import Run

SHOWN_DIGITS = 12
"""Hex digits of a hash on the footer of a page."""

MAX_FILE_BYTES = 4_000_000
_SQLITE = b"SQLite format 3\0"
_WRITTEN = re.compile(r"(\d{1,12})\s*[:·]\s*([0-9a-fA-F]{12,64})(?![0-9a-fA-F])")
_FOOTER = re.compile(r"[Ss]ổ ghi đến số\s+(\d{1,12})\s*[:·]\s*([0-9a-f]{12,64})(?![0-9a-f])")


@dataclass(frozen=True)
class Anchor:
    """An event of the log, by its number and hash.

    Attributes:
        seq: number of the event; from 1.
        hash: the first 12 to 64 hex digits of its chain hash.
    """

    seq: int
    hash: str

    def __str__(self) -> str:
        return f"{self.seq} · {self.hash[:SHOWN_DIGITS]}"


@dataclass(frozen=True)
class Head:
    """The last event of a log; ``anchor`` and ``recorded_at`` (UTC) are None while it is empty."""

    anchor: Anchor | None
    recorded_at: datetime | None


@dataclass(frozen=True)
class AnchorCheck:
    """Whether a log still holds what an anchor names.

    Attributes:
        anchor: what was looked for.
        problem: a Vietnamese sentence; empty when all events up to the anchor stand as they did.
        events_since: events that came after it.
    """

    anchor: Anchor
    problem: str
    events_since: int

    @property
    def is_kept(self) -> bool:
        """All events up to the anchor stand unchanged."""
        return not self.problem


def head(place: LogPlace) -> Head:
    """The last event of the log at a place.

    Raises:
        StoreError: there is no log, or it cannot be read.
    """
    found = database(place)
    found.require_log()
    with found.reading() as run:
        return head_of(run)


def head_of(run: Run) -> Head:
    """The last event of a log that is being read."""
    seq, digest = reading.head(run)
    row = next(iter(run("select recorded_at from event where seq = ?", (seq,))), None)
    moment = datetime.fromisoformat(row[0]) if row else None
    return Head(Anchor(seq, digest) if seq else None, moment)


def check(place: LogPlace, anchor: Anchor) -> AnchorCheck:
    """Whether the log still holds an anchor; every hash up to it is computed again.

    Raises:
        StoreError: there is no log, or it cannot be read.
    """
    found = database(place)
    found.require_log()
    with found.reading() as run:
        problem = _break(run, anchor.seq) or difference(run, anchor)
        last = _last(run)
    return AnchorCheck(anchor, problem, max(0, last - anchor.seq))


def difference(run: Run, anchor: Anchor) -> str:
    """How a log whose chain is whole differs from an anchor, in a Vietnamese sentence; empty: not at all."""
    digest = next((str(row[0]) for row in run("select hash from event where seq = ?", (anchor.seq,))), "")
    if not digest:
        last = _last(run)
        return f"Sổ ghi chỉ còn đến số {last}: {anchor.seq - last} sự kiện cuối đã bị cắt bỏ."
    if not digest.startswith(anchor.hash.lower()):
        return (
            f"Sự kiện số {anchor.seq} nay có mã {digest[:SHOWN_DIGITS]}, không phải "
            f"{anchor.hash[:SHOWN_DIGITS]}: sổ ghi đã bị viết lại trước chỗ đó, hoặc là sổ khác."
        )
    return ""


def from_text(text: str) -> Anchor | None:
    """The anchor in ``992:ee062fcd03d3`` or «Sổ ghi đến số 992 · ee062fcd03d3»; None when there is none."""
    found = _WRITTEN.search(text)
    return _anchor(found) if found else None


def from_file(path: Path) -> Anchor:
    """The anchor in a kept file: a backup, the text beside one, a report's manifest, any text with a footer.

    Raises:
        StoreError: the file cannot be read or holds none.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MAX_FILE_BYTES)
    except OSError as error:
        raise StoreError(f"Không đọc được {path}: {system_reason(error)}.") from error
    found = _of_database(path) if content.startswith(_SQLITE) else _of_text(content)
    if found is None:
        raise StoreError(
            f"{path} không có mốc nào của sổ ghi. Gõ số và mã in ở chân trang báo cáo: "
            "daihoi db anchor --check SỐ:MÃ"
        )
    return found


def _anchor(found: re.Match[str]) -> Anchor | None:
    return Anchor(int(found[1]), found[2].lower()) if int(found[1]) else None


def _of_database(path: Path) -> Anchor | None:
    with database(path).reading() as run:
        return head_of(run).anchor if run.tables() >= {"chain_head", "event"} else None


def _of_text(content: bytes) -> Anchor | None:
    text = content.decode("utf-8", errors="replace")
    return _of_manifest(text) or (_anchor(found) if (found := _FOOTER.search(text)) else None)


def _of_manifest(text: str) -> Anchor | None:
    """The knowledge that a published edition says it rests on."""
    try:
        facts = json.loads(text)
        return Anchor(int(facts["known_seq"]), str(facts["head"])) if facts["known_seq"] else None
    except (ValueError, KeyError, TypeError):
        return None


def _last(run: Run) -> int:
    return int(next(iter(run("select coalesce(max(seq), 0) from event", ())))[0])


def _break(run: Run, upto: int) -> str:
    """Where the chain breaks before a number, in a Vietnamese sentence; empty when it holds."""
    try:
        for _, row in follow(run):
            if row[reading.SEQ] >= upto:
                break
    except StoreError as error:
        return str(error)
    except (TypeError, ValueError) as error:
        return f"Sổ ghi không đọc được đến số {upto}: {error}."
    return ""
