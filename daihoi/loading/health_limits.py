"""``config/checks.yaml`` → the limit of every check of a schedule's health."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from daihoi.domain.health import CHECKS, FIGURES, Limit, Limits, Severity
from daihoi.errors import ConfigErrors, suggestion
from daihoi.intake.config_text import Problems
from daihoi.intake.shipped import own_or_shipped
from daihoi.intake.yaml_file import Section, read_sound, read_yaml
from daihoi.loading.basis import read_basis
from daihoi.loading.places import ConfigDir

FILE = "checks.yaml"
CODES = (*CHECKS, *FIGURES)
SEVERITIES = {severity.value: severity for severity in Severity}


class _Line(NamedTuple):
    check: str
    limit: Limit
    section: Section


def load_limits(config: ConfigDir) -> Limits:
    """The limits of a configuration; of the installed one where it has no ``checks.yaml``.

    Raises:
        ConfigErrors: everything that is wrong in the file, with line and remedy.
    """
    path = own_or_shipped(config.root, FILE)
    problems = Problems()
    limits = _read(path, problems)
    if problems:
        raise ConfigErrors(problems, "Giới hạn của các phép kiểm tra chưa dùng được")
    return limits


def _read(path: Path, problems: Problems) -> Limits:
    top = read_yaml(path, FILE, problems)
    if top is None:
        return {}
    named: set[str] = set()
    lines = read_sound(top.sections("checks", required=True), lambda section: _read_line(section, named))
    top.finish()
    for code in CODES:
        if named and code not in named:
            top.note("checks", f"thiếu phép kiểm tra «{code}»", f"thêm mục «- check: {code}»")
    return _by_check(lines)


def _by_check(lines: Iterable[_Line]) -> dict[str, Limit]:
    limits: dict[str, Limit] = {}
    seen: dict[str, int] = {}
    for line in lines:
        if line.check in limits:
            what = f"phép kiểm tra «{line.check}» đã viết ở dòng {seen[line.check]}"
            line.section.note("check", what, "giữ một mục")
        limits[line.check] = line.limit
        seen.setdefault(line.check, line.section.line)
    return limits


def _read_line(section: Section, named: set[str]) -> _Line:
    check = section.text("check")
    named.add(check)
    if check and check not in CODES:
        what = f"phép kiểm tra «{check}» không có trong chương trình"
        section.note("check", what, suggestion(check, CODES))
    severity = section.choice("severity", SEVERITIES)
    share = section.integer("max_share_pct", default=0, least=0)
    if share > 100:
        section.note("max_share_pct", f"«max_share_pct: {share}» quá 100", "viết số nguyên từ 0 đến 100")
    days = 0
    if check in CHECKS and CHECKS[check].needs_days:
        days = section.integer("days", least=1)
    elif section.has("days"):
        section.note("days", f"phép kiểm tra «{check}» không dùng «days»", "bỏ dòng này")
    limit = Limit(severity, share, days, section.text("words"), read_basis(section, whole=False))
    section.finish()
    return _Line(check, limit, section)
