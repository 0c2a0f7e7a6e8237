"""What ``daihoi status`` and ``daihoi report`` say, and how to take one event away from what they rest on."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from unittest.mock import patch

import docx
from click.testing import CliRunner
from docx.oxml.ns import qn
from rich.console import Console

from daihoi.assessing import open_assessment, prepared
from daihoi.cli import display, status_display
from daihoi.cli import main as _commands  # noqa: F401 - registers every command
from daihoi.cli.group import cli
from daihoi.domain.assessment import assess
from daihoi.domain.entries import Entries, Entry
from daihoi.domain.preparing.base import Preparation
from daihoi.domain.record import Event
from daihoi.recording import import_campaign_reports
from daihoi.store.log import EventLog
from daihoi.workspace import Workspace
from reports.office.composing import progress_report
from reports.office.docx_writer import docx_bytes
from reports.office.form import load_form
from reports.office.gathering import report_facts

CONFIG = Path(__file__).resolve().parents[2] / "config"
STATUS, REPORT = "status", "report"
WIDE = 400
"""Columns: so wide that no sentence is broken."""


class Logs:
    """A log for each campaign of the articles, with all that its files report and register."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.workspace = cache(self._workspace)
        self.preparation = cache(self._preparation)

    def _workspace(self, code: str) -> Workspace:
        found = Workspace(CONFIG, self.folder / code / "data", self.folder / code / "out")
        import_campaign_reports(found, code)
        return found

    def _preparation(self, code: str, day: date) -> Preparation:
        workspace = self.workspace(code)
        return prepared(workspace, open_assessment(workspace, code, day))

    def printed(self, command: str, code: str, day: date, unit: str = "") -> str:
        """What the command itself prints, or writes into its Word file."""
        places = self.workspace(code)
        given = ["--config", str(CONFIG), "--data", str(places.data), "--out", str(places.out)]
        given += [command, code, "--status-date", day.isoformat()]
        file = self.folder / f"{code}-{day}-{unit}.docx"
        if command == REPORT:
            given += ["-o", str(file), *(["--unit", unit] if unit else [])]
        with patch.object(display, "_plain", lambda _: wide()):
            done = CliRunner().invoke(cli, given, standalone_mode=False)
        assert done.exit_code == 0, done.exception
        return word_text(file.read_bytes()) if command == REPORT else lined(done.output)

    def without_entry(self, code: str, day: date, is_gone: Callable[[Entry], bool]) -> Preparation:
        """The same as if entries of registers had never been recorded; there has to be one."""
        seen = self.preparation(code, day)
        kept = [one for one in seen.entries if not is_gone(one)]
        assert len(kept) < len(list(seen.entries)), "nothing was taken away"
        return replace(seen, entries=Entries(seen.entries.registers, kept, seen.entries.status_date))

    def without_event(self, code: str, day: date, is_gone: Callable[[Event], bool]) -> Preparation:
        """The same as if the last report that ``is_gone`` names had never been made."""
        seen = self.preparation(code, day)
        with EventLog.open_existing(self.workspace(code).log_place) as log:
            snapshot = log.snapshot(code, day)
        gone = [event for event in snapshot.events if is_gone(event)][-1]
        kept = tuple(event for event in snapshot.events if event is not gone)
        return replace(seen, assessment=assess(seen.campaign, replace(snapshot, events=kept)))


def told(command: str, preparation: Preparation, unit: str = "") -> str:
    """What a command says of a preparation."""
    if command == REPORT:
        made = progress_report(report_facts(preparation, unit or None), load_form(CONFIG))
        return word_text(docx_bytes(made))
    out = wide(io.StringIO())
    display.show_status(preparation.assessment, out)
    status_display.show_workstreams(preparation, out)
    assert isinstance(out.file, io.StringIO)
    return lined(out.file.getvalue())


def wide(file: io.StringIO | None = None) -> Console:
    """A console on which no sentence is broken."""
    return Console(width=WIDE, markup=False, highlight=False, emoji=False, file=file)


def lined(printed: str) -> str:
    """Lines without the blanks that set columns apart."""
    return "\n".join(" ".join(line.split()) for line in printed.splitlines())


def word_text(content: bytes) -> str:
    """A paragraph a line; of tables a row a line, its cells between strokes."""
    lines = []
    for block in docx.Document(io.BytesIO(content)).element.body:
        if block.tag == qn("w:p"):
            lines.append(_text(block))
        elif block.tag == qn("w:tbl"):
            lines += [
                "|".join(_text(cell) for cell in row.iter(qn("w:tc"))) for row in block.iter(qn("w:tr"))
            ]
    return "\n".join(lines)


def _text(element) -> str:  # type: ignore[no-untyped-def]  # an element of lxml, which has no types
    return "".join(text.text or "" for text in element.iter(qn("w:t")))
