"""What ``daihoi approvals`` prints and writes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.table import Table
from rich.text import Text

from daihoi.cli.display import console
from daihoi.domain.approvals import Gate, counts, most_urgent_first
from daihoi.domain.campaign import Campaign
from daihoi.domain.record import Event
from daihoi.domain.results import Edition
from daihoi.whole_files import write_csv
from reports import gates as words
from reports import tokens, wording

MAX_ROWS = 25


def show_gates(
    campaign: Campaign, edition: Edition, gates: Sequence[Gate], chosen: Sequence[Gate], *, everything: bool
) -> None:
    """The finding in a sentence, how many gates of each level are in each state, then those chosen."""
    out = console()
    out.print()
    out.print(Text(campaign.title, "bold"))
    out.print(Text(f"{words.finding(gates, edition)}\n", "bold"))
    out.print(_level_table(campaign, gates))
    out.print()
    if chosen:
        shown = most_urgent_first(chosen)
        out.print(_gate_table(shown if everything else shown[:MAX_ROWS]))
        if len(shown) > MAX_ROWS and not everything:
            more = tokens.number(len(shown) - MAX_ROWS)
            out.print(Text(f"… và {more} cửa nữa: thêm --all để in hết, --csv TỆP để ghi ra bảng.", "dim"))
    else:
        out.print("Không có cửa nào như vậy.")
    out.print()
    out.print(Text(_NOTE, "dim"))
    for note in wording.footnotes(edition):
        out.print(Text(note, "dim"))


_NOTE = (
    "Hạn: ngày muộn nhất còn duyệt được mà không làm lỡ hạn nào phía sau, tính từ lịch hiện tại; trống là "
    "không có hạn nào phía sau. Còn, quá: đếm bằng ngày làm việc."
)


def write_csv_file(path: Path, gates: Sequence[Gate]) -> None:
    """Every given gate as a row that a spreadsheet opens.

    Raises:
        WriteError: the file cannot be written.
    """
    write_csv(path, [words.GATE_HEADINGS, *words.gate_rows(gates)])
    console().print(Text(f"Đã ghi {path}"), soft_wrap=True)


def show_given_back(path: Path, event: Event, campaign: Campaign, what: str) -> None:
    """That a file of evidence was written; ``what`` names the activity or the entry that it proves."""
    said = event.statement
    unit = campaign.tree.by_code.get(said.unit_code)
    whose = f"{said.unit_code} {unit.name}" if unit else said.unit_code
    about = f"{tokens.EVENT_KINDS[said.kind.value]} «{what}» của «{whose}»"
    number = f", {said.document_number}" if said.document_number else ""
    console().print(
        Text(f"Đã ghi {path}: minh chứng của sự kiện số {event.seq} ({about}{number})."), soft_wrap=True
    )


def _level_table(campaign: Campaign, gates: Sequence[Gate]) -> Table:
    table = Table("Cấp", "Số cửa", box=None, header_style="bold")
    for label in words.STATES.values():
        table.add_column(label, justify="right")
    for level in campaign.structure.levels:
        own = [gate for gate in gates if gate.unit.level == level.code]
        number = counts(own)
        if own:
            table.add_row(
                level.short_name,
                tokens.number(len(own)),
                *(tokens.number(number[state]) if number[state] else "–" for state in words.STATES),
            )
    return table


def _gate_table(gates: Sequence[Gate]) -> Table:
    rows = [_cells(gate) for gate in gates]
    # Columns that say nothing about any of the rows only make the others narrower.
    used = [at for at in range(len(words.PAGE_HEADINGS)) if any(row[at] for row in rows)]
    table = Table(*(words.PAGE_HEADINGS[at] for at in used), box=None, header_style="bold")
    for gate, row in zip(gates, rows, strict=True):
        is_late = gate.left_days is not None and gate.left_days < 0
        table.add_row(*(row[at] for at in used), style="red" if is_late else "")
    return table


def _cells(gate: Gate) -> tuple[str, ...]:
    """Bodies by their codes: beside the unit's own they say who is above, and take little room."""
    return (
        f"{gate.unit.code} {gate.unit.name}",
        gate.activity.name,
        words.STATES[gate.state],
        (gate.holder.unit_code or gate.holder.name) if gate.is_open else "",
        tokens.date_long(gate.due) if gate.due else "",
        words.left(gate.left_days),
        _reminder(gate),
        words.why(gate),
    )


def _reminder(gate: Gate) -> str:
    """What is due, and to whom where that is not who holds the gate anyway."""
    found = gate.escalation
    if found is None:
        return ""
    whom = "" if found.to == gate.holder else f": {found.to.unit_code or found.to.name}"
    return f"{found.step.name}{whom}"
