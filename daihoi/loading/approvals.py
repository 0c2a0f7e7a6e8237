"""``config/approvals.yaml`` → the ladder of escalation, and the size that files of evidence may have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from daihoi.domain.approvals_escalation import EscalationStep, Recipient
from daihoi.errors import ConfigErrors
from daihoi.intake.config_text import Problems
from daihoi.intake.shipped import own_or_shipped
from daihoi.intake.yaml_file import Section, read_sound, read_yaml
from daihoi.loading.basis import read_basis
from daihoi.loading.places import ConfigDir

FILE = "approvals.yaml"
RECIPIENTS = {recipient.value: recipient for recipient in Recipient}
BYTES_PER_KB = 1000


@dataclass(frozen=True)
class ApprovalRules:
    """What is configured about approvals.

    Attributes:
        steps: the ladder of escalation, earliest first.
        evidence_bytes: size that a file of evidence may have.
    """

    steps: Sequence[EscalationStep]
    evidence_bytes: int


def load_approval_rules(config: ConfigDir) -> ApprovalRules:
    """What a configuration says about approvals; the installed one where it has no ``approvals.yaml``.

    Raises:
        ConfigErrors: everything that is wrong in the file, with line and remedy.
    """
    path = own_or_shipped(config.root, FILE)
    problems = Problems()
    rules = _read(path, problems)
    if problems or rules is None:
        raise ConfigErrors(problems, "Quy định về duyệt chưa dùng được")
    return rules


def _read(path: Path, problems: Problems) -> ApprovalRules | None:
    top = read_yaml(path, FILE, problems)
    if top is None:
        return None
    sections = top.sections("escalation", required=True)
    steps = read_sound(sections, _read_step)
    _note_repeated(sections, steps)
    limit = _read_limit(top.section("evidence"))
    top.finish()
    return ApprovalRules(sorted(steps, key=lambda step: step.after_days), limit)


def _read_step(section: Section) -> EscalationStep:
    to = section.choice("to", RECIPIENTS)
    level = ""
    if to is Recipient.LEVEL:
        level = section.code("level")
    elif section.has("level"):
        section.note(
            "level", f"bước báo «{to.value}» không dùng «level»", "bỏ dòng này, hoặc viết «to: level»"
        )
    step = EscalationStep(
        section.code("step"),
        section.text("name"),
        section.integer("after_days"),
        to,
        read_basis(section, whole=False),
        level,
    )
    section.finish()
    return step


def _note_repeated(sections: Sequence[Section], steps: Sequence[EscalationStep]) -> None:
    """A reminder is known by its step; two steps on one day would hide each other."""
    if len(sections) != len(steps):
        return
    codes = Counter(step.code for step in steps)
    days = Counter(step.after_days for step in steps)
    for section, step in zip(sections, steps, strict=True):
        if codes[step.code] > 1:
            section.note("step", f"bước «{step.code}» viết {codes[step.code]} lần", "giữ một bước")
        elif days[step.after_days] > 1:
            what = f"{days[step.after_days]} bước cùng cách hạn {step.after_days} ngày"
            section.note("after_days", what, "mỗi bước một mốc")


def _read_limit(section: Section) -> int:
    limit = section.integer("max_kb", least=1) * BYTES_PER_KB
    read_basis(section)
    return limit
