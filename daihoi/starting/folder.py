"""A new campaign in a folder of its own: tried out beside first, then in its place in one step."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from daihoi.domain.campaign import Campaign
from daihoi.domain.structure import Structure
from daihoi.errors import ConfigErrors, DaihoiError, InputErrors, Problem, system_reason
from daihoi.intake.tables import read_table
from daihoi.loading.campaigns import load_campaign
from daihoi.loading.places import ConfigDir
from daihoi.starting.asked import Asked, is_code, option_problems, refused
from daihoi.starting.choosing import HEADING, chosen_ruleset, chosen_structure, chosen_term, level_named
from daihoi.starting.deadlines import first_deadlines
from daihoi.starting.listed import ListedUnit, numbered_units
from daihoi.starting.unit_list import listed_units
from daihoi.starting.written import campaign_text, notes_text, units_text

_SOME_CODE = "DV"
"""Stands for a code that was refused: what is numbered after it is not wrong a second time."""
LISTED_FROM = 3
"""Line of ``units.csv`` on which the first unit of the list stands."""

_OPTION = {
    "unit_code": "--unit",
    "unit_name": "--name",
    "level": "--level",
    "planned_congress_date": "--opening",
}
_OPTION_OF_KEY = {
    "campaign": "ĐỢT",
    "title": "--title",
    "term": "--term",
    "structure": "--structure",
    "ruleset": "--ruleset",
    "plan": "--plan-date",
    "start_date": "--start",
    "delegates": "--delegates",
}


@dataclass(frozen=True)
class Started:
    """A campaign that was made: the folder, and what the loader read from it."""

    folder: Path
    campaign: Campaign


def start_campaign(config: ConfigDir, asked: Asked) -> Started:
    """Writes ``campaigns/<code>/``, which was not there before, once the loader has found no fault in it.

    Raises:
        InputErrors: everything that is wrong with the options, the list of units, or how they go together.
        UnknownCodeError: no structure or rule set bears a code that was given.
        DaihoiError: there is such a campaign already, or the folder cannot be written.
    """
    asked = replace(asked, level=level_named(config, asked.level))
    if problems := [*option_problems(asked)]:
        raise InputErrors([*problems, *_further_problems(config, asked)], HEADING)
    target = config.root / "campaigns" / asked.campaign
    if target.exists():
        raise DaihoiError(
            f"Đã có đợt «{asked.campaign}» ({target}): không ghi đè. Chọn mã khác, hoặc sửa đợt ấy."
        )
    asked = asked.cleaned()
    texts = _texts(config, asked)
    with _trial(config, asked.campaign, texts) as trial:
        campaign = _tried(trial, asked, texts["campaign.yaml"].splitlines())
        _publish(trial.root / "campaigns" / asked.campaign, target)
    return Started(target, campaign)


def _texts(config: ConfigDir, asked: Asked) -> dict[str, str]:
    try:
        structure = chosen_structure(config, asked)
    except InputErrors as error:
        raise InputErrors(_further_problems(config, asked), HEADING) from error
    rules = chosen_ruleset(config, asked)
    asked = replace(asked, term=chosen_term(asked, rules))
    units = _units(asked, structure)
    deadlines = first_deadlines(asked, units, structure, rules)
    head = campaign_text(asked, deadlines, structure, rules, has_list=asked.units_file is not None)
    return {"campaign.yaml": head + notes_text(units), "units.csv": units_text(asked, units)}


def _further_problems(config: ConfigDir, asked: Asked) -> Sequence[Problem]:
    """What is wrong with the level and the list, told beside what is wrong with other options."""
    try:
        return _list_problems(asked, chosen_structure(config, asked))
    except InputErrors as error:
        return [*error.problems, *_list_problems(asked, None)]


def _list_problems(asked: Asked, structure: Structure | None) -> Sequence[Problem]:
    """What is wrong with the list; without a structure levels are not looked at."""
    if asked.units_file is None:
        return []
    told = asked if is_code(asked.unit) else replace(asked, unit=_SOME_CODE)
    try:
        listed_units(read_table(asked.units_file), told, structure)
    except InputErrors as error:
        return error.problems
    return []


def _units(asked: Asked, structure: Structure) -> Sequence[ListedUnit]:
    if asked.units_file is not None:
        return listed_units(read_table(asked.units_file), asked, structure)
    below = structure.below(structure.by_code[asked.level])
    if below is None:
        what = f"cấp «{asked.level}» là cấp thấp nhất, không có đơn vị trực thuộc"
        raise InputErrors([refused("--branches", what, "lập đợt cho đơn vị cấp trên của nó")], HEADING)
    return numbered_units(asked, below)


@contextlib.contextmanager
def _trial(config: ConfigDir, code: str, texts: dict[str, str]) -> Iterator[ConfigDir]:
    """A configuration with this campaign alone, beside the real one: what is wrong never shows there."""
    with tempfile.TemporaryDirectory(prefix="daihoi-") as place:
        root = Path(place)
        for part in config.root.iterdir():
            if part.name != "campaigns":
                (root / part.name).symlink_to(part)
        folder = root / "campaigns" / code
        folder.mkdir(parents=True)
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8", newline="")
        yield ConfigDir(root)


def _tried(trial: ConfigDir, asked: Asked, lines: Sequence[str]) -> Campaign:
    """The campaign as the loader reads it; what it finds is told of what the coordinator wrote."""
    try:
        return load_campaign(trial, asked.campaign)
    except ConfigErrors as error:
        raise InputErrors(_in_words_of(error.problems, asked, lines), HEADING) from error


def _in_words_of(problems: Iterable[Problem], asked: Asked, lines: Sequence[str]) -> Iterator[Problem]:
    """Problems of files that nobody has seen yet, told of the options and the list they were made from."""
    for problem in problems:
        is_unit = problem.place.endswith("/units.csv")
        if is_unit and problem.line >= LISTED_FROM and asked.units_file is not None:
            yield replace(
                problem, place=str(asked.units_file), line=_list_line(asked.units_file, problem.line)
            )
        elif is_unit:
            column = problem.cell.removeprefix("cột ")
            yield refused(_OPTION.get(column, "--units"), problem.what, problem.remedy)
        else:
            option = _option_of(problem, lines)
            yield refused(option, problem.what, problem.remedy) if option else problem


def _option_of(problem: Problem, lines: Sequence[str]) -> str:
    """The option that wrote the line of ``campaign.yaml`` a problem is about; empty for none."""
    if not problem.place.endswith("/campaign.yaml") or not 0 < problem.line <= len(lines):
        return ""
    return _OPTION_OF_KEY.get(lines[problem.line - 1].partition(":")[0], "")


def _list_line(path: Path, line: int) -> int:
    return read_table(path).rows[line - LISTED_FROM].line


def _publish(made: Path, target: Path) -> None:
    """Copies beside the target, then renames: a folder that is there is whole."""
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        shutil.copytree(made, beside)
        beside.rename(target)
    except OSError as error:
        raise DaihoiError(f"Không ghi được «{target}»: {system_reason(error)}.") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
