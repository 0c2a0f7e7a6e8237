"""A written permission to depart from a rule of the rule set, for a level or for one unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from daihoi.domain.campaign import Campaign, RuleException
from daihoi.domain.record import Fault, shown
from daihoi.domain.rules import Rule
from daihoi.domain.ruling_details import iso, text_in
from daihoi.domain.ruling_faults import faults_of, refuse, uncovered
from daihoi.domain.rulings import Detail, Ruling, RulingError
from daihoi.errors import suggestion


@dataclass(frozen=True)
class Except:
    """What is permitted.

    Attributes:
        rule: name of the rule, as in the rule set.
        level: level code; empty for the unit that the ruling is about.
        value: what holds instead: days, people or a date; None lifts the rule.

    Raises:
        FaultyRuling: no rule, or a count below zero.
    """

    rule: str
    level: str
    value: int | date | None

    def __post_init__(self) -> None:
        refuse(self._own_faults())

    def _own_faults(self) -> Iterator[Fault]:
        if not self.rule:
            yield Fault("rule", "chưa nêu quy định nào", "ghi tên quy định, ví dụ congress_days_max")
        if isinstance(self.value, int) and self.value < 0:
            yield Fault("value", f"giá trị {self.value}", "ghi số từ 0 trở lên")

    def details(self) -> Mapping[str, Detail]:
        """What the log keeps."""
        value = iso(self.value) if isinstance(self.value, date) else self.value
        return {"rule": self.rule, "level": self.level, "value": value}

    @classmethod
    def read(cls, ruling: Ruling) -> Except:
        """What a ruling of the log permitted."""
        details = ruling.details
        return cls(text_in(details, "rule"), text_in(details, "level"), _value(details.get("value")))


def _value(stored: Detail) -> int | date | None:
    if stored is None or (isinstance(stored, int) and not isinstance(stored, bool)):
        return stored
    try:
        return date.fromisoformat(stored if isinstance(stored, str) else "")
    except ValueError:
        message = f"không đọc được giá trị «{stored}» của ngoại lệ → chạy daihoi db verify"
        raise RulingError(message) from None


def excepted(campaign: Campaign, ruling: Ruling) -> Campaign:
    """The campaign with the permission; it takes the place of an earlier one of the same rule and unit."""
    decided = Except.read(ruling)
    unit_code = "" if decided.level else ruling.unit_code
    new = RuleException(
        rule=decided.rule,
        value=decided.value,
        document_number=ruling.document_number,
        document_date=ruling.document_date,
        allowed_by=ruling.body,
        reason=ruling.reason,
        basis=ruling.basis,
        level=decided.level,
        unit_code=unit_code,
    )
    key = (decided.rule, decided.level, unit_code)
    others = (e for e in campaign.exceptions if (e.rule, e.level, e.unit_code) != key)
    return replace(campaign, exceptions=(*others, new))


def except_faults(campaign: Campaign, ruling: Ruling) -> Iterator[Fault]:
    """What does not fit in a permission.

    Args:
        campaign: with everything that was ruled before.
        ruling: the permission.
    """
    try:
        decided = Except.read(ruling)
    except RulingError as error:
        yield from faults_of(error)
        return
    whom = list(_whom_faults(campaign, ruling, decided))
    yield from whom
    if decided.rule not in campaign.rules.rules:
        what = f"không có quy định nào tên «{decided.rule}»"
        yield Fault("rule", what, suggestion(decided.rule, campaign.rules.rules))
    elif not whom:
        yield from _value_faults(campaign, decided, _level(campaign, ruling, decided))


def _level(campaign: Campaign, ruling: Ruling, decided: Except) -> str:
    return decided.level or campaign.tree.by_code[ruling.unit_code].level


def _whom_faults(campaign: Campaign, ruling: Ruling, decided: Except) -> Iterator[Fault]:
    if ruling.unit_code not in campaign.tree.by_code:
        what = f"không có đơn vị «{ruling.unit_code}»"
        yield Fault("unit", what, suggestion(ruling.unit_code, campaign.tree.by_code))
    elif decided.level and ruling.unit_code != campaign.root.code:
        what = f"ngoại lệ ghi cả đơn vị «{ruling.unit_code}» và cấp «{decided.level}»"
        yield Fault("level", what, "giữ một: cả cấp, hoặc một đơn vị")
    if decided.level and decided.level not in campaign.structure.by_code:
        remedy = suggestion(decided.level, campaign.structure.by_code)
        yield Fault("level", f"không có cấp «{decided.level}»", remedy)


def _value_faults(campaign: Campaign, decided: Except, level: str) -> Iterator[Fault]:
    rule = campaign.rules.find(decided.rule, level)
    if rule is None:
        having = sorted(name for name, levels in campaign.rules.rules.items() if level in levels)
        what = f"bộ quy định «{campaign.rules.code}» không có «{decided.rule}» cho cấp «{level}»"
        yield Fault("rule", what, f"cấp này có: {', '.join(having) or '(không quy định nào)'}")
    elif isinstance(decided.value, date) != isinstance(rule.value, date) and decided.value is not None:
        yield Fault("value", f"«{_written(decided.value)}» không đúng loại", _wanted(rule))
    elif isinstance(decided.value, date):
        yield from uncovered(campaign, "value", decided.value)


def _wanted(rule: Rule) -> str:
    kind = "ngày" if isinstance(rule.value, date) else "số nguyên"
    return f"ghi một {kind}, như {_written(rule.value)} của quy định"


def _written(value: int | date) -> str:
    return shown(value) if isinstance(value, date) else str(value)
