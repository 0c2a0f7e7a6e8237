"""``config/rulesets/*.yaml`` → rule sets."""

from __future__ import annotations

from datetime import date

from daihoi.domain.rules import Rule, RuleSet
from daihoi.domain.structure import Structure
from daihoi.errors import suggestion
from daihoi.intake.yaml_file import Section
from daihoi.loading.basis import read_basis

DATES = frozenset({"window_start", "window_end"})
COUNTS = frozenset(
    {
        "congress_days_max",
        "delegates_max",
        "delegate_congress_from_members",
        "result_report_days",
        "ratification_days",
        "approval_lead_days",
        "notice_lead_days",
    }
)


def read_ruleset(top: Section, structure: Structure) -> RuleSet:
    """The rule set of a file; rules name levels of ``structure``."""
    code, name = top.text("code"), top.text("name")
    valid_from, valid_to = top.day("valid_from"), top.optional_day("valid_to")
    rules: dict[str, dict[str, Rule]] = {}
    for section in top.sections("rules", required=True):
        rule_name, level, rule = _read_rule(section, structure)
        if level in rules.setdefault(rule_name, {}):
            section.note("rule", f"quy định «{rule_name}» của cấp «{level}» viết hai lần", "giữ một dòng")
        rules[rule_name][level] = rule
    top.finish()
    return RuleSet(code, name, valid_from, valid_to, rules)


def _read_rule(section: Section, structure: Structure) -> tuple[str, str, Rule]:
    name = section.text("rule")
    if name not in DATES | COUNTS:
        section.note(
            "rule", f"quy định «{name}» không có trong chương trình", suggestion(name, DATES | COUNTS)
        )
    level = section.choice("level", {level: level for level in structure.by_code})
    value: int | date = section.day("value") if name in DATES else section.integer("value", least=0)
    rule = Rule(value, section.text("words"), read_basis(section, whole=False))
    section.finish()
    return name, level, rule
