"""What ``daihoi check`` prints: the verdict in a sentence, a table, and what was found, worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from daihoi.cli.display import console
from daihoi.domain.health import CheckResult, Figure, Finding, Health, Verdict
from reports import tokens, wording

MAX_LINES = 3
MAX_GROUPS = 5
MAX_CODES = 6


@dataclass(frozen=True)
class VerdictStyle:
    """How a verdict looks: a word, a mark that survives a print without colour, a colour."""

    word: str
    mark: str
    colour: str


VERDICTS = {
    Verdict.BROKEN: VerdictStyle("HỎNG", "✗", "bold red"),
    Verdict.LOOK: VerdictStyle("cần xem", "!", "yellow"),
    Verdict.INFO: VerdictStyle("để biết", "·", "cyan"),
    Verdict.PASSED: VerdictStyle("đạt", "✓", "green"),
    Verdict.UNCHECKED: VerdictStyle("không xét", "–", "dim"),
}
FOUND = (Verdict.BROKEN, Verdict.LOOK, Verdict.INFO)


def show_health(health: Health, *, everything: bool) -> None:
    """Prints everything; ``everything``: all findings, not only the first of each check."""
    out = console()
    out.print()
    out.print(Text(health.edition.campaign_title, "bold"))
    out.print(Text(f"{_basis(health)}\n", "dim"))
    out.print(Text(f"{finding(health)}\n", "bold"))
    out.print(_table(health))
    for line in _unchecked(health):
        out.print(Text(line, "dim"))
    for result in health.results:
        if result.verdict in FOUND:
            _show_result(out, result, everything=everything)
    out.print()
    out.print(Text("Giải thích từng phép kiểm tra: docs/check.md. Giới hạn: config/checks.yaml.", "dim"))
    for note in wording.footnotes(health.edition):
        out.print(Text(note, "dim"))


def show_written(path: Path) -> None:
    """Says where the findings were written."""
    console().print(f"Đã ghi {path}", soft_wrap=True)


def finding(health: Health) -> str:
    """The verdict in a sentence or two (Vietnamese)."""
    count, subject = health.verdicts, "Kế hoạch" if health.is_plan_only else "Lịch"
    broken, looks = _titles(health, Verdict.BROKEN), count[Verdict.LOOK]
    if broken:
        parts = [f"{subject} HỎNG ở {len(broken)} điểm, chưa dựa vào được: {_joined(broken)}."]
        parts += [f"Thêm {looks} điểm cần xem."] if looks else []
    elif looks:
        parts = [f"{subject} không có chỗ hỏng, nhưng {looks} điểm cần xem, trước hết: {_worst(health)}."]
    else:
        parts = [f"{subject} không có chỗ hỏng và không điểm nào phải xem."]
    parts.append(f"Đạt {count[Verdict.PASSED]}/{_judged(health)} phép kiểm tra.")
    return " ".join(parts)


def _titles(health: Health, verdict: Verdict) -> list[str]:
    titles = [result.title for result in health.results if result.verdict is verdict]
    return titles + [figure.title for figure in health.figures if figure.verdict is verdict]


def _worst(health: Health) -> str:
    """The first thing to look at, with its count."""
    for result in health.results:
        if result.verdict is Verdict.LOOK:
            found = result.found
            count = f"{tokens.number(found.count)}/{tokens.number(found.total)}"
            return f"«{result.title}» ({count} {found.counted})"
    return _joined(_titles(health, Verdict.LOOK)[:1])


def _basis(health: Health) -> str:
    if health.is_plan_only:
        return "Chưa có báo cáo nào: chỉ kiểm tra kế hoạch, chưa kiểm tra tiến độ"
    return f"Số liệu đến hết ngày {tokens.date_long(health.edition.status_date)}"


def _judged(health: Health) -> int:
    return sum(health.verdicts.values()) - health.verdicts[Verdict.UNCHECKED]


def _joined(titles: list[str]) -> str:
    return "; ".join(f"«{title}»" for title in titles)


def _table(health: Health) -> Table:
    table = Table(box=None, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column("Kết luận", no_wrap=True)
    table.add_column("Phép kiểm tra")
    table.add_column("Đếm được", justify="right", no_wrap=True)
    table.add_column("Trong số")
    table.add_column("Cho phép", justify="right", no_wrap=True)
    rows = [*map(_check_row, health.results), *map(_figure_row, health.figures)]
    for shown, style in VERDICTS.items():
        for verdict, cells in rows:
            if verdict is shown and verdict is not Verdict.UNCHECKED:
                table.add_row(Text(f"{style.mark} {style.word}", style.colour), *cells)
    return table


def _unchecked(health: Health) -> list[str]:
    """What was not checked, by reason (Vietnamese)."""
    reasons: dict[str, list[str]] = {}
    for result in health.results:
        if result.verdict is Verdict.UNCHECKED:
            reasons.setdefault(result.found.unchecked, []).append(result.title)
    for figure in health.figures:
        if figure.verdict is Verdict.UNCHECKED:
            reasons.setdefault(figure.formula, []).append(figure.title)
    return [f"Không xét, vì {reason}: {_joined(titles)}." for reason, titles in reasons.items()]


def _check_row(result: CheckResult) -> tuple[Verdict, tuple[str, ...]]:
    found = result.found
    count = f"{tokens.number(found.count)}/{tokens.number(found.total)}"
    what = f"{found.counted}; {found.note}" if found.note else found.counted
    return result.verdict, (result.title, count, what, _limit(result))


def _limit(result: CheckResult) -> str:
    limit, days = result.limit, result.limit.days
    share = f"≤ {limit.max_share_pct}%" if limit.max_share_pct else "0"
    return f"{share} (mốc {days} ngày)" if days else share


def _figure_row(figure: Figure) -> tuple[Verdict, tuple[str, ...]]:
    if figure.value is None:
        return figure.verdict, (figure.title, "", figure.formula, "")
    least = tokens.number(1 - figure.limit.max_share_pct / 100, 2)
    return figure.verdict, (figure.title, tokens.number(figure.value, 2), figure.formula, f"≥ {least}")


def _show_result(out: Console, result: CheckResult, *, everything: bool) -> None:
    style, found = VERDICTS[result.verdict], result.found
    out.print()
    percent = tokens.share(found.count, found.total).partition(" ")[2]
    count = f"{tokens.number(found.count)}/{tokens.number(found.total)} {percent}"
    heading = f"{result.title}: {count} {found.counted}"
    out.print(Text.assemble((f"{style.mark} {style.word}  ", style.colour), (heading, "bold")))
    _indented(out, Text(f"Vì sao: {result.limit.words.rstrip('.')}.", "dim"))
    remedies = {item.remedy for item in found.findings}
    if len(remedies) == 1:
        _indented(out, Text(f"Cách xử lý: {remedies.pop()}.", "dim"))
    groups = _groups(found.findings)
    shown = groups if everything else groups[:MAX_LINES]
    for group in shown:
        _indented(out, _line(group, with_remedy=bool(remedies), everything=everything))
    if len(shown) < len(groups):
        _indented(out, Text(_rest(groups, len(shown)), "dim"))


def _indented(out: Console, text: Text) -> None:
    out.print(Padding(text, (0, 0, 0, 2), expand=False))


def _groups(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Findings that say the same about units under one unit, told together, at the place of the first."""
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for item in findings:
        key = (
            (item.above, item.activity, item.what, item.remedy) if item.above else (item.unit_code, str(item))
        )
        groups.setdefault(key, []).append(item)
    return list(groups.values())


def _line(group: Sequence[Finding], *, with_remedy: bool, everything: bool) -> Text:
    first = group[0]
    if len(group) == 1:
        who = f"{first.unit_code} {first.unit_name}".strip()
        who = f"{who} ({first.above})" if first.above else who
    else:
        named = group if everything else group[:MAX_CODES]
        more = f" và {len(group) - len(named)} nơi nữa" if len(named) < len(group) else ""
        who = f"{first.above}, {len(group)} nơi: {', '.join(item.unit_code for item in named)}{more}"
    activity = f" · {first.activity_name}" if first.activity_name else ""
    text = Text.assemble("- ", (who, "bold"), f"{activity}: {first.what}")
    if with_remedy:
        text.append(f" → {first.remedy}", "dim")
    return text


def _rest(groups: Sequence[Sequence[Finding]], shown: int) -> str:
    """How many more there are, and where all of them lie."""
    rest = (
        f"… và {tokens.number(sum(map(len, groups[shown:])))} phát hiện nữa (--all in hết, --csv ghi ra tệp)."
    )
    above = Counter(item.above for group in groups for item in group if item.above)
    if len(above) < 2:
        return rest
    where = ", ".join(f"{name} ({count})" for name, count in above.most_common(MAX_GROUPS))
    more = f" và {len(above) - MAX_GROUPS} nơi nữa" if len(above) > MAX_GROUPS else ""
    return f"{rest} Nhiều nhất ở: {where}{more}."
