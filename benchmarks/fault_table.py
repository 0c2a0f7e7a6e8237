"""What a test by faults found, as a line of a table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

HEAD = ("| fault | where | tried | found | as promised | seconds |", "|---|---|---|---|---|---|")


@dataclass(frozen=True)
class Outcome:
    """One kind of fault, tried many times.

    Attributes:
        fault: what was done.
        where: the database, or the files.
        tried: how often, and what was acknowledged meanwhile.
        found: what was lost, half or mixed afterwards.
        is_good: nothing that must not be was found.
        seconds: how long it took.
    """

    fault: str
    where: str
    tried: str
    found: str
    is_good: bool
    seconds: float

    def __str__(self) -> str:
        answer = "yes" if self.is_good else "**NO**"
        return (
            f"| {self.fault} | {self.where} | {self.tried} | {self.found} | {answer} | {self.seconds:.0f} |"
        )


def table(outcomes: Iterable[Outcome]) -> str:
    """Markdown."""
    return "\n".join([*HEAD, *map(str, outcomes)])
