"""``config/notices.yaml`` → what is told to whom and when."""

from __future__ import annotations

import re
from datetime import time
from pathlib import Path

from daihoi.domain.notices_rules import (
    KindRule,
    NoticeKind,
    NoticeRules,
    RetryRule,
    Role,
    Sending,
)
from daihoi.errors import ConfigErrors
from daihoi.intake.config_text import Problems
from daihoi.intake.yaml_file import Section, read_yaml
from daihoi.loading.basis import read_basis
from daihoi.loading.places import ConfigDir
from daihoi.loading.schedule_values import read_number, read_weekday

FILE = "notices.yaml"
KINDS = {kind.value: kind for kind in NoticeKind}
ROLES = {role.value: role for role in Role}
MAX_WAIT_DAYS = 366
MAX_MINUTES = 1440
LEAST_KEEP_DAYS, MOST_KEEP_DAYS = 31, 3660  # longer than anything is tried again; ten years
_COUNTING = frozenset({NoticeKind.BLOCKED, NoticeKind.BACKUP, NoticeKind.REPORT})
"""The kinds that have an «after_days» of their own."""

_ABOUT_ALL = frozenset({NoticeKind.REPORT, NoticeKind.VERIFICATION, NoticeKind.BACKUP})
"""The kinds that are about the campaign as a whole: told at once, or not at all."""

_CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
_DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")


def load_notice_rules(config: ConfigDir) -> NoticeRules:
    """What a configuration says about notices; the installed one where it has no ``notices.yaml``.

    Raises:
        ConfigErrors: everything that is wrong in the file, with line and remedy.
    """
    path = config.root / FILE
    problems = Problems()
    rules = _read(path if path.exists() else _installed(), problems)
    if problems or rules is None:
        raise ConfigErrors(problems, "Quy định về thông báo chưa dùng được")
    return rules


def _installed() -> Path:
    """The file that travels with the program."""
    package = Path(__file__).resolve().parents[1]
    wheel = package / "_config" / FILE
    return wheel if wheel.exists() else package.parent / "config" / FILE


def _read(path: Path, problems: Problems) -> NoticeRules | None:
    top = read_yaml(path, FILE, problems)
    if top is None:
        return None
    kinds: dict[NoticeKind, KindRule] = {}
    for section in top.sections("notices", required=True):
        kind = section.choice("kind", KINDS)
        if section.has("kind") and kind in kinds:
            section.note("kind", f"loại «{kind.value}» đã viết ở trên", "giữ một mục cho mỗi loại")
        kinds[kind] = _read_kind(kind, section)
    rules = NoticeRules(
        kinds,
        _read_clock(top.section("digest")),
        _read_retry(top.section("retry")),
        _read_domains(top.section("personal_mail")),
        _read_keep(top.section("keep")) if top.has("keep") else None,
    )
    top.finish()
    return rules


def _read_kind(kind: NoticeKind, section: Section) -> KindRule:
    repeats = kind is not NoticeKind.APPROVAL and section.has("weekly_on")
    rule = KindRule(
        to=() if kind is NoticeKind.APPROVAL else _read_sendings(kind, section),
        weekly_on=read_weekday(section, "weekly_on") if repeats else None,
        after_days=read_number(section, "after_days", 1, MAX_WAIT_DAYS) if kind in _COUNTING else 0,
        is_at_once=section.flag("at_once"),
        basis=read_basis(section, whole=False),
    )
    if kind is NoticeKind.APPROVAL and section.has("to"):
        section.note("to", "cửa duyệt báo theo bậc thang ở approvals.yaml", "bỏ «to» ở đây")
    section.finish()
    return rule


def _read_sendings(kind: NoticeKind, section: Section) -> tuple[Sending, ...]:
    sections = section.sections("to", required=True)
    if section.has("to") and not sections:
        section.note("to", "chưa báo cho ai", "ghi ít nhất một nơi nhận, hoặc bỏ cả mục này")
    read: dict[Role, Sending] = {}
    for line in sections:
        role = line.choice("role", ROLES)
        days = read_number(line, "after_days", 0, MAX_WAIT_DAYS)
        line.finish()
        if role in read:
            line.note("role", f"nơi nhận «{role.value}» viết hai lần", "giữ một dòng")
        if days and kind in _ABOUT_ALL:
            line.note("after_days", f"loại «{kind.value}» báo ngay, không đợi", "viết «after_days: 0»")
        read[role] = Sending(role, days)
    return tuple(read.values())


def _read_clock(section: Section) -> time:
    text = section.text("not_before")
    read_basis(section)
    if not (match := _CLOCK.fullmatch(text)):
        if text:
            section.note("not_before", f"«{text}» không phải giờ trong ngày", 'viết dạng "07:00"')
        return time(0)
    return time(int(match[1]), int(match[2]))


def _read_retry(section: Section) -> RetryRule:
    first = read_number(section, "first_minutes", 1, MAX_MINUTES)
    most = read_number(section, "most_minutes", 1, MAX_MINUTES)
    if most < first:
        section.note(
            "most_minutes", f"{most} phút ngắn hơn lần đợi đầu {first} phút", f"viết từ {first} trở lên"
        )
    rule = RetryRule(
        first, most, read_number(section, "give_up_days", 1, 30), read_basis(section, whole=False)
    )
    section.finish()
    return rule


def _read_keep(section: Section) -> int:
    days = read_number(section, "days", LEAST_KEEP_DAYS, MOST_KEEP_DAYS)
    read_basis(section)
    return days


def _read_domains(section: Section) -> frozenset[str]:
    domains = section.texts("domains")
    for name in domains:
        if not _DOMAIN.fullmatch(name):
            section.note("domains", f"«{name}» không phải tên miền", "viết chữ thường, ví dụ gmail.com")
    read_basis(section)
    return frozenset(domains)
