"""What the doctor says of one thing: in order, doubtful or broken; why it matters; how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Level(Enum):
    """How bad it is. Only an error keeps the program from doing its work, now or soon."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; all texts are Vietnamese.

    Attributes:
        topic: what it is about, e.g. «Đồng hồ».
        level: how bad it is.
        what: what was found, with its values.
        why: what happens when it stays so; empty when it is in order.
        mend: what to do, a command where possible; empty when it is in order.
    """

    topic: str
    level: Level
    what: str
    why: str = ""
    mend: str = ""

    def __post_init__(self) -> None:
        if self.level is not Level.OK and not (self.why and self.mend):
            raise ValueError(f"«{self.what}» must say why it matters and how to mend it")


def fine(topic: str, what: str) -> Finding:
    """Something that is in order."""
    return Finding(topic, Level.OK, what)


def warning(topic: str, what: str, why: str, mend: str) -> Finding:
    """Something that works now, but should be put right."""
    return Finding(topic, Level.WARNING, what, why, mend)


def broken(topic: str, what: str, why: str, mend: str) -> Finding:
    """Something with which the program does not work, or not safely."""
    return Finding(topic, Level.ERROR, what, why, mend)


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether anything is broken."""
    return any(finding.level is Level.ERROR for finding in findings)
