"""What ``daihoi doctor`` prints: what is broken first, each with its remedy; then what is in order."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping

from rich.console import Console
from rich.text import Text

from daihoi.cli.display import console
from daihoi.doctor.findings import Finding, Level

MARKS = {Level.OK: ("✓", "bold green"), Level.WARNING: ("!", "bold yellow"), Level.ERROR: ("✗", "bold red")}


def show(found: Mapping[str, Iterable[Finding]], *, show_all: bool) -> None:
    """The verdict, every trouble with why it matters and how to mend it, and what is in order."""
    out, findings = console(), [finding for group in found.values() for finding in group]
    by_level = {level: [one for one in findings if one.level is level] for level in Level}
    out.print(_verdict(by_level))
    for level in (Level.ERROR, Level.WARNING):
        for finding in by_level[level]:
            _show_trouble(out, finding)
    out.print()
    if show_all or not (by_level[Level.ERROR] or by_level[Level.WARNING]):
        for finding in by_level[Level.OK]:
            out.print(
                Text.assemble(MARKS[Level.OK], " ", (finding.topic, "bold"), f": {finding.what}"),
                soft_wrap=True,
            )
    elif by_level[Level.OK]:
        topics = dict.fromkeys(finding.topic for finding in by_level[Level.OK])
        out.print(Text.assemble(MARKS[Level.OK], " Ổn: ", ", ".join(topics), "."))
        out.print(Text("Xem từng mục: daihoi doctor --all", "dim"))


def print_json(found: Mapping[str, Iterable[Finding]]) -> None:
    """A list of findings; nothing else goes to standard output."""
    told = [
        {
            "check": name,
            "topic": finding.topic,
            "level": finding.level.value,
            "what": finding.what,
            "why": finding.why,
            "mend": finding.mend,
        }
        for name, findings in found.items()
        for finding in findings
    ]
    sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")


def _verdict(by_level: Mapping[Level, list[Finding]]) -> Text:
    errors, warnings = len(by_level[Level.ERROR]), len(by_level[Level.WARNING])
    if errors:
        also = f", {warnings} điều nên sửa" if warnings else ""
        return Text.assemble(MARKS[Level.ERROR], (f" {errors} điều hỏng{also}.", "bold"))
    if warnings:
        return Text.assemble(MARKS[Level.WARNING], (f" Dùng được; {warnings} điều nên sửa.", "bold"))
    return Text.assemble(MARKS[Level.OK], (" Máy và bản cài đều ổn.", "bold"))


def _show_trouble(out: Console, finding: Finding) -> None:
    """Long lines are broken by the terminal alone: a command has to be copied whole."""
    first, *more = finding.what.splitlines()
    out.print()
    out.print(Text.assemble(MARKS[finding.level], " ", (finding.topic, "bold"), f": {first}"), soft_wrap=True)
    for line in more:
        out.print(Text(f"  {line}"), soft_wrap=True)
    out.print(Text(f"  {finding.why}", "dim"), soft_wrap=True)
    out.print(Text(f"  → {finding.mend}"), soft_wrap=True)
