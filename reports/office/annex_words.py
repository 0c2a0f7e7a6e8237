"""What the annex tables say in the same way."""

from __future__ import annotations

from datetime import date

from reports import tokens
from reports.office.facts import ReportFacts, Step


def day_or_guess(day: date, *, is_known: bool) -> str:
    """A day that was reported; one that is only expected in brackets."""
    return tokens.date_long(day) if is_known else f"({tokens.date_long(day)})"


def done_day(step: Step | None) -> str:
    """The day on which something was reported as done; empty before."""
    return tokens.date_long(step.current.last_day) if step and step.is_done else ""


def titled(text: str, facts: ReportFacts) -> str:
    """The title of an annex, and below it the day of its figures."""
    return f"{text}\n(số liệu đến hết ngày {tokens.date_long(facts.edition.status_date)})"
