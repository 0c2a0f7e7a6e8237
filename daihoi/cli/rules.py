"""``daihoi rules``: the rules of a campaign, where each comes from, and what superseded it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import rich_click as click

from daihoi import clock
from daihoi.cli.group import HELP, cli
from daihoi.cli.options import campaign_argument, known_at_option, status_date_option
from daihoi.errors import UnknownCodeError
from daihoi.workspace import Workspace

if TYPE_CHECKING:
    from daihoi.domain.rule_history import RuleLine
    from daihoi.domain.rules import Rule, RuleSet


@cli.command()
@campaign_argument
@click.argument("rule", metavar="[QUY_ĐỊNH]", required=False)
@status_date_option
@known_at_option
@HELP
@click.pass_obj
def rules(
    workspace: Workspace, campaign: str, rule: str | None, status_date: date | None, known_at: int | None
) -> None:
    """Quy định đang áp dụng cho đợt: giá trị, lời văn, nguồn, độ chắc; ngoại lệ; trước và sau đó là gì.

    Ví dụ: `daihoi rules cam_le_2020`; `daihoi rules cam_le_2020 congress_days_max`
    """
    from rich.text import Text

    from daihoi.assessing import open_campaign
    from daihoi.cli import display
    from daihoi.domain.rule_history import rule_lines
    from daihoi.loading import find_config
    from daihoi.loading.all_rulesets import load_rulesets

    loaded = open_campaign(workspace, campaign, status_date or clock.today(), known_at)
    if rule and rule not in loaded.rules.rules:
        raise UnknownCodeError("quy định", rule, list(loaded.rules.rules))
    lines = rule_lines(loaded, load_rulesets(find_config(workspace.config)), rule or "")
    out = display.console()
    out.print(Text(loaded.title, style="bold"))
    out.print(f"{loaded.rules.name}, {_span(loaded.rules)}.\n")
    names = {level.code: level.short_name for level in loaded.structure.levels}
    if rule is None:
        _show_table(lines, names)
        return
    for line in lines:
        _show_line(line, names)


def _show_table(lines: Sequence[RuleLine], names: dict[str, str]) -> None:
    from rich.table import Table

    from daihoi.cli import display

    table = Table("Quy định", "Cấp", "Giá trị", "Lời văn", "Độ chắc", box=None, header_style="bold")
    for line in lines:
        words = line.rule.words + (f" (có {len(line.exceptions)} ngoại lệ)" if line.exceptions else "")
        table.add_row(
            line.name, names.get(line.level, line.level), _value(line.rule), words, _sure(line.rule)
        )
    display.console().print(table)


def _show_line(line: RuleLine, names: dict[str, str]) -> None:
    from rich.text import Text

    from daihoi.cli import display

    out = display.console()
    level = names.get(line.level, line.level)
    told = f" · {level}: {_value(line.rule)} – {line.rule.words}"
    out.print(Text.assemble((line.name, "bold"), told))
    out.print(f"  {_sure(line.rule)}: {line.rule.basis.source}")
    for one in line.exceptions:
        allowed = "không áp dụng" if one.value is None else _shown(one.value)
        paper = f"{one.document_number} ngày {_shown(one.document_date)}, {one.allowed_by}"
        out.print(f"  ngoại lệ {one.unit_code or level}: {allowed} – {paper}: {one.reason}")
    for word, others in (("trước đó", line.before), ("thay bằng", line.after)):
        for rules, other in others:
            same = " (như cũ)" if other.value == line.rule.value else ""
            out.print(f"  {word}: {_value(other)}{same} – {rules.name}, {_span(rules)}")


def _span(rules: RuleSet) -> str:
    until = f" đến {_shown(rules.valid_to)}" if rules.valid_to else ""
    return f"hiệu lực từ {_shown(rules.valid_from)}{until}"


def _value(rule: Rule) -> str:
    return _shown(rule.value)


def _shown(value: int | date) -> str:
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


def _sure(rule: Rule) -> str:
    return {"rule": "văn bản quy định", "stated": "nguồn nêu", "assumed": "giả định †"}[
        rule.basis.certainty.value
    ]
