"""``config/rulesets/*.yaml`` → rule sets."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from daihoi.domain.rules import Rule, RuleSet
from daihoi.errors import suggestion
from daihoi.intake.yaml_file import Section, read_sound
from daihoi.loading.basis import read_basis

DATES = frozenset({"window_start", "window_end"})
COUNTS = frozenset(
    {
        "age_40_50_pct_max",
        "age_40_50_pct_min",
        "approval_lead_days",
        "attended_per_day_max",
        "committee_size_searched",
        "congress_days_max",
        "congresses_per_day_max",
        "delegate_congress_from_members",
        "delegates_max",
        "nomination_pass_pct",
        "nomination_quorum_thirds",
        "nomination_steps",
        "notice_lead_days",
        "outside_dossier_days",
        "ratification_days",
        "renewal_one_in",
        "result_report_days",
        "standing_women_min",
        "surplus_pct_max",
        "term_years",
        "women_pct_min",
        "young_age_below",
        "young_pct_min",
    }
)


class _Line(NamedTuple):
    name: str
    level: str
    rule: Rule
    section: Section


def read_ruleset(top: Section, code: str, levels: Collection[str]) -> RuleSet:
    """The rule set of a file called ``code``; its rules name ``levels`` (any, when none are known)."""
    if (written := top.text("code")) not in {code, ""}:
        top.note("code", f"mã «{written}» khác tên tệp «{code}.yaml»", f"viết «code: {code}»")
    name, valid_from, valid_to = top.text("name"), top.day("valid_from"), top.optional_day("valid_to")
    if valid_to not in {None, date.min} and valid_to < valid_from:
        valid_from = date.min
        top.note(
            "valid_to", "quy định hết hiệu lực trước khi có hiệu lực", "sửa «valid_from» hoặc «valid_to»"
        )
    lines = read_sound(top.sections("rules", required=True), lambda section: _read_line(section, levels))
    top.finish()
    return RuleSet(code, name, valid_from, valid_to, _by_name(lines))


def _by_name(lines: Iterable[_Line]) -> dict[str, dict[str, Rule]]:
    """Rule name → level → rule; a rule that is written twice is left out."""
    found: dict[tuple[str, str], list[_Line]] = {}
    for line in lines:
        same = found.setdefault((line.name, line.level), [])
        if same:
            what = f"quy định «{line.name}» của cấp «{line.level}» đã viết ở dòng {same[0].section.line}"
            line.section.note("rule", what, "giữ một quy định")
        same.append(line)
    rules: dict[str, dict[str, Rule]] = {}
    for (name, level), same in found.items():
        if len(same) == 1:
            rules.setdefault(name, {})[level] = same[0].rule
    return rules


def _read_line(section: Section, levels: Collection[str]) -> _Line:
    name = section.text("rule")
    value: int | date = 0
    if name in DATES:
        value = section.day("value")
    elif name in COUNTS:
        value = section.integer("value", least=0)
    else:
        section.text("value")
        if name:
            remedy = suggestion(name, DATES | COUNTS)
            section.note("rule", f"quy định «{name}» không có trong chương trình", remedy)
    level = section.known("level", levels)
    rule = Rule(value, section.text("words"), read_basis(section, whole=False))
    section.finish()
    return _Line(name, level, rule, section)
