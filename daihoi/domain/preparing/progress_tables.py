"""Progress of congresses by unit (table 1), and of a unit's own work (table 2), from the schedule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from daihoi.domain.preparing.base import Ask, Preparation, Review, WorkTable
from daihoi.domain.preparing.openings import foremost, opening
from daihoi.domain.preparing.progress_units import Row, rows_below, share, unit_table
from daihoi.domain.preparing.progress_work import work_table
from daihoi.domain.preparing.steering_reading import congress, overdue_by_unit, working_days_after
from daihoi.domain.record import shown
from daihoi.domain.units import Unit


def review(preparation: Preparation) -> Review:
    """Table 1 of every unit above others, and table 2 of those that have not assigned their work yet."""
    findings: list[str] = []
    tables: list[WorkTable] = []
    overdue = overdue_by_unit(preparation.assessment)
    for unit in foremost(preparation):
        rows = rows_below(preparation, unit)
        if rows:
            findings += _findings(preparation, unit, rows)
            tables.append(unit_table(preparation, unit, rows, overdue))
        # Work that was assigned stands in table 2 of steering, beside the bodies in charge.
        if not preparation.entries.of("assignments", unit.code):
            tables.append(work_table(preparation, unit))
    return Review("progress", "Tiến độ theo đơn vị và theo việc", findings, tables, list[Ask]())


def _findings(preparation: Preparation, above: Unit, rows: Sequence[Row]) -> Iterator[str]:
    own = sum(row.is_held for row in rows)
    done = _done(preparation, above, rows) if own == len(rows) else ""
    yield f"{above.name}: {own}/{len(rows)} đơn vị trực thuộc đã đại hội ({share(own, len(rows))}%){done}."
    total, held = sum(row.total for row in rows), sum(row.held for row in rows)
    if total:
        left = f", còn {total - held}" if held < total else ""
        yield f"Dưới các đơn vị ấy: {held}/{total} đã đại hội ({share(held, total)}%){left}."


def _done(preparation: Preparation, above: Unit, rows: Sequence[Row]) -> str:
    """When the last of them closed, and how long before the congress of the unit above opens."""
    last = max(congress(preparation.assessment, row.unit).last_day for row in rows)
    opens = opening(preparation, above)
    days = working_days_after(preparation.campaign, last, opens)
    if opens <= last or days is None:
        return f", xong ngày {shown(last)}"
    return (
        f", xong ngày {shown(last)}, trước khai mạc đại hội ({shown(opens)}) {(opens - last).days} ngày, "
        f"{days} ngày làm việc"
    )
