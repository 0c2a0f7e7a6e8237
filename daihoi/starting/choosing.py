"""Which structure and which rule set a new campaign goes by, when only one can be meant."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from daihoi.domain.rules import RuleSet
from daihoi.domain.spelling import file_words
from daihoi.domain.structure import Level, Structure
from daihoi.errors import ConfigErrors, InputErrors, Problem, UnknownCodeError
from daihoi.intake.config_text import Problems
from daihoi.loading.all_rulesets import load_rulesets
from daihoi.loading.places import ConfigDir
from daihoi.loading.structures import read_structure
from daihoi.starting.asked import Asked, refused

HEADING = "Chưa lập được đợt mới"
TERM_YEARS = "term_years"
_OF_A_PARTY_ORGANISATION = "Đảng bộ "


def chosen_structure(config: ConfigDir, asked: Asked) -> Structure:
    """The structure that was named, or the only one that has the level.

    Raises:
        UnknownCodeError: no structure bears the code that was given.
        InputErrors: no structure has the level, or several have.
        ConfigErrors: a structure is not usable.
    """
    found = _structures(config)
    if asked.structure and asked.structure not in found:
        raise UnknownCodeError("cơ cấu", asked.structure, found)
    fitting = {
        code: structure
        for code, structure in found.items()
        if asked.level in structure.by_code and asked.structure in {"", code}
    }
    if len(fitting) == 1:
        return next(iter(fitting.values()))
    raise InputErrors([_no_one_structure(asked, found, list(fitting))], HEADING)


def level_named(config: ConfigDir, text: str) -> str:
    """The code of the level that a word means: «phường», «phuong» are «ward»; else the word as it is.

    Raises:
        ConfigErrors: a structure is not usable.
    """
    levels = [level for structure in _structures(config).values() for level in structure.levels]
    words = {file_words(word): level.code for level in levels for word in (level.code, *_words_for(level))}
    return words.get(file_words(text), text)


def _words_for(level: Level) -> Iterator[str]:
    names = (level.short_name, level.name.removeprefix(_OF_A_PARTY_ORGANISATION))
    yield from names
    for name in names:
        yield from name.split(", ")


def _structures(config: ConfigDir) -> dict[str, Structure]:
    problems = Problems()
    codes = sorted(path.parent.name for path in config.root.glob("structures/*/structure.yaml"))
    read = {code: read_structure(config, code, frozenset(), problems)[0] for code in codes}
    if problems:
        raise ConfigErrors(problems, "Cơ cấu chưa dùng được")
    return {code: structure for code, structure in read.items() if structure is not None}


def _no_one_structure(asked: Asked, found: dict[str, Structure], fitting: list[str]) -> Problem:
    if len(fitting) > 1:
        what = f"cấp «{asked.level}» có trong nhiều cơ cấu: {', '.join(fitting)}"
        return refused("--structure", what, "chọn một bằng --structure")
    levels = {lv.code: lv.short_name for structure in found.values() for lv in structure.levels}
    named = ", ".join(f"{code} ({name})" for code, name in levels.items())
    where = f" trong cơ cấu «{asked.structure}»" if asked.structure else ""
    return refused("--level", f"không có cấp «{asked.level}»{where}", f"ghi một trong: {named}")


def chosen_ruleset(config: ConfigDir, asked: Asked) -> RuleSet:
    """The rule set that was named, or the only one for this level that holds on the day of the plan.

    Raises:
        UnknownCodeError: no rule set bears the code that was given.
        InputErrors: none fits, or several do.
        ConfigErrors: a rule set is not usable.
    """
    found = {rules.code: rules for rules in load_rulesets(config)}
    if asked.ruleset:
        if asked.ruleset not in found:
            raise UnknownCodeError("bộ quy định", asked.ruleset, found)
        return found[asked.ruleset]
    fitting = [rules for rules in found.values() if _fits(rules, asked.level, asked.plan_date)]
    if len(fitting) == 1:
        return fitting[0]
    told = "; ".join(
        f"{rules.code} (từ {rules.valid_from:%d/%m/%Y}{_until(rules)})" for rules in found.values()
    )
    what = f"có {len(fitting)} bộ quy định về cấp «{asked.level}» có hiệu lực ngày {asked.plan_date:%d/%m/%Y}"
    raise InputErrors([refused("--ruleset", what, f"chọn một bằng --ruleset: {told}")], HEADING)


def chosen_term(asked: Asked, rules: RuleSet) -> str:
    """The term that was named, or «2025–2030» by the years that the rule set gives the level.

    Raises:
        InputErrors: nobody says how long the term is.
    """
    if asked.term:
        return asked.term
    years = rules.find(TERM_YEARS, asked.level)
    if years is None or not isinstance(years.value, int):
        what = f"bộ quy định «{rules.code}» không nêu nhiệm kỳ của cấp «{asked.level}» mấy năm"
        example = f"{asked.opening.year}–…"
        raise InputErrors([refused("--term", what, f"ghi --term, ví dụ «{example}»")], HEADING)
    return f"{asked.opening.year}–{asked.opening.year + years.value}"


def _fits(rules: RuleSet, level: str, day: date) -> bool:
    holds = rules.valid_from <= day <= (rules.valid_to or date.max)
    return holds and any(level in by_level for by_level in rules.rules.values())


def _until(rules: RuleSet) -> str:
    return f" đến {rules.valid_to:%d/%m/%Y}" if rules.valid_to else ""
