"""Draws one chart on request, without Prefect and without publishing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from daihoi.domain.assessment import Assessment
from daihoi.domain.cascade import cascade
from daihoi.domain.congress_calendar import congress_calendar
from daihoi.domain.counting import lowest_level
from daihoi.domain.line_of_balance import LineOfBalance, line_of_balance
from daihoi.domain.matrix import Matrix, matrix
from daihoi.domain.matrix_shares import share_matrix
from daihoi.domain.overview import overview, pace
from daihoi.domain.reasons import Reasons
from daihoi.domain.unit_plan import unit_plan
from daihoi.errors import system_reason
from daihoi.publishing import PublishError
from reports import charts
from reports.charts import Chart
from reports.engines import chart_files

UNIT_KINDS = ("gantt", "matrix", "cascade")
"""The charts that can be drawn for one unit."""


def write_chart(assessment: Assessment, kind: str, unit: str | None, output: Path, engine: str) -> list[Path]:
    """Writes a chart as PNG, SVG and PDF, drawn by the engine of that name.

    Args:
        assessment: the campaign at a status date.
        kind: of chart, as ``charts_of`` knows it.
        unit: code of the unit; None for the root.
        output: a folder; or one file, whose ending says which of the three.
        engine: name of an engine.

    Raises:
        UnknownCodeError: the campaign has no such unit.
        PublishError: the output cannot be written, or is one file for several charts.
    """
    drawn = charts_of(assessment, kind, unit or assessment.campaign.root.code)
    made = {name: content for chart in drawn for name, content in chart_files(chart, engine).items()}
    files = _placed(made, output)
    try:
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    except OSError as error:
        raise PublishError(
            f"Không ghi được vào «{output}»: {system_reason(error)}. Chọn nơi khác bằng --output."
        ) from error
    return sorted(files)


def _placed(files: Mapping[str, bytes], output: Path) -> dict[Path, bytes]:
    """Path → content: all files in a folder, or the one of that ending under the name that was given."""
    ending = output.suffix.lower()
    if output.is_dir() or ending not in {Path(name).suffix for name in files}:
        return {output / name: content for name, content in files.items()}
    found = [content for name, content in files.items() if name.endswith(ending)]
    if len(found) > 1:
        raise PublishError(
            f"«{output}» là một tệp, mà có {len(found)} biểu đồ: dùng --output với tên một thư mục."
        )
    return {output: found[0]}


def charts_of(assessment: Assessment, kind: str, unit: str) -> Sequence[Chart]:
    """The charts of a kind, of one unit where the kind is one of ``UNIT_KINDS``; several for ``balance``.

    Raises:
        UnknownCodeError: the campaign has no such unit.
    """
    lowest = lowest_level(assessment).code
    made: dict[str, Callable[[], Sequence[Chart]]] = {
        "gantt": lambda: [charts.gantt_chart(unit_plan(assessment, unit))],
        "overview": lambda: [charts.overview_chart(overview(assessment))],
        "s-curve": lambda: [charts.pace_chart(pace(assessment))],
        "matrix": lambda: [charts.matrix_chart(_matrix(assessment, unit))],
        "shares": lambda: [charts.share_chart(share_matrix(assessment, lowest))],
        "balance": lambda: [charts.balance_chart(balance) for balance in _balances(assessment)],
        "calendar": lambda: [charts.calendar_chart(congress_calendar(assessment))],
        "cascade": lambda: [charts.cascade_chart(cascade(Reasons(assessment), unit))],
    }
    return made[kind]()


def _balances(assessment: Assessment) -> list[LineOfBalance]:
    """The levels of several units: one unit alone is told better by its Gantt. When there are none: all."""
    balances = [line_of_balance(assessment, level) for level in assessment.expansion.blocks]
    return [balance for balance in balances if balance.units > 1] or balances


def _matrix(assessment: Assessment, unit_code: str) -> Matrix:
    """The units directly below a unit; all of the lowest level below the root; a unit without any: itself."""
    tree = assessment.campaign.tree
    unit = tree.unit(unit_code)
    if not unit.parent_code:
        return matrix(assessment, lowest_level(assessment).code)
    below = tree.children[unit.code]
    return matrix(assessment, below[0].level if below else unit.level, unit.code)
