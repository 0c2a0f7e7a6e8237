"""``config/structures/<code>/*.yaml`` → a structure, one file per level."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from daihoi.domain.network import Links, find_order
from daihoi.domain.structure import (
    STEPS,
    ActivityKind,
    ActivityTemplate,
    Level,
    LinkScope,
    LinkTemplate,
    LinkType,
    Structure,
)
from daihoi.errors import CycleError, suggestion
from daihoi.intake.yaml_file import Problems, Section, read_yaml
from daihoi.loading.basis import read_basis
from daihoi.loading.places import ConfigDir

KINDS = {kind.value: kind for kind in ActivityKind}
TYPES = {link_type.name: link_type for link_type in LinkType}
SCOPES = {scope.value: scope for scope in LinkScope}


def read_structure(
    config: ConfigDir, code: str, calendars: frozenset[str], problems: Problems
) -> tuple[Structure | None, list[Path]]:
    """The structure of a folder, and the files it was read from; None when it cannot be built."""
    folder = config.root / "structures" / code
    head = folder / "structure.yaml"
    top = read_yaml(head, config.place(head), problems)
    if top is None:
        return None, []
    if (written := top.text("structure")) != code:
        top.note("structure", f"mã «{written}» khác tên thư mục «{code}»", f"viết «structure: {code}»")
    name = top.text("name")
    workstreams = _read_workstreams(top)
    level_codes = top.texts("levels")
    if not level_codes:
        top.note("levels", "chưa có cấp nào", "liệt kê các cấp, thấp nhất trước")
    top.finish()
    files, levels = [head], []
    for rank, level_code in enumerate(level_codes):
        path = folder / f"{level_code}.yaml"
        section = read_yaml(path, config.place(path), problems)
        if section is not None:
            files.append(path)
            levels.append(_read_level(section, level_code, rank, workstreams, calendars))
    if len(levels) < len(level_codes) or not levels:
        return None, files
    structure = Structure(code, name, workstreams, tuple(levels))
    sound = len(problems)
    _check_codes(structure, problems)
    _check_links(structure, problems)
    if len(problems) == sound:
        _check_circles(structure, problems)
    return structure, files


def _read_workstreams(top: Section) -> dict[str, str]:
    workstreams: dict[str, str] = {}
    for section in top.sections("workstreams", required=True):
        code = section.text("code")
        if code in workstreams:
            section.note("code", f"nhóm việc «{code}» khai hai lần", "giữ một dòng")
        if code not in STEPS:
            section.note("code", f"nhóm việc «{code}» không có bước nào làm", suggestion(code, STEPS))
        workstreams[code] = section.text("name")
        section.finish()
    return workstreams


def _read_level(
    top: Section, code: str, rank: int, workstreams: dict[str, str], calendars: frozenset[str]
) -> Level:
    if (written := top.text("level")) != code:
        top.note("level", f"mã cấp «{written}» khác tên tệp «{code}.yaml»", f"viết «level: {code}»")
    name, short_name = top.text("name"), top.text("short_name")
    activities = tuple(
        _read_activity(section, workstreams, calendars)
        for section in top.sections("activities", required=True)
    )
    top.finish()
    congresses = [a for a in activities if a.kind is ActivityKind.CONGRESS]
    if len(congresses) != 1:
        top.note(
            "activities",
            f"cấp «{code}» có {len(congresses)} việc loại «congress»",
            "mỗi cấp có đúng một việc là chính đại hội",
        )
    return Level(code, name, short_name, rank, activities, top.place)


def _read_activity(
    section: Section, workstreams: dict[str, str], calendars: frozenset[str]
) -> ActivityTemplate:
    workstream = section.choice("workstream", {w: w for w in workstreams} or {"": ""})
    activity = ActivityTemplate(
        code=section.text("code"),
        name=section.text("name"),
        workstream=workstream,
        step=section.choice("step", {s: s for s in STEPS}, default=workstream),
        kind=section.choice("kind", KINDS),
        duration_days=section.integer("duration_days", least=1),
        calendar=section.choice("calendar", {c: c for c in sorted(calendars)} or {"": ""}),
        links=tuple(_read_link(link, calendars) for link in section.sections("links")),
        responsible=section.text("responsible"),
        evidence=section.text("evidence"),
        basis=read_basis(section.section("basis")),
        parents_only=section.flag("parents_only"),
        line=section.line,
    )
    section.finish()
    return activity


def _read_link(section: Section, calendars: frozenset[str]) -> LinkTemplate:
    link = LinkTemplate(
        predecessor=section.text("after"),
        type=section.choice("type", TYPES, default=LinkType.FS),
        lag_days=section.integer("lag_days", default=0),
        lag_calendar=section.choice(
            "lag_calendar", {c: c for c in sorted(calendars)} or {"": ""}, default=""
        ),
        scope=section.choice("scope", SCOPES, default=LinkScope.SELF),
        pilots_exempt=section.flag("pilots_exempt"),
        line=section.line,
    )
    section.finish()
    return link


def _check_codes(structure: Structure, problems: Problems) -> None:
    seen: dict[str, str] = {}
    for level in structure.levels:
        for activity in level.activities:
            if activity.code in seen:
                problems.note(
                    level.file,
                    activity.line,
                    f"mã việc «{activity.code}» đã dùng ở {seen[activity.code]}",
                    "đặt mã khác: mã việc không được trùng trong cả cấu trúc",
                )
            seen[activity.code] = f"{level.file}:{activity.line}"


def _check_links(structure: Structure, problems: Problems) -> None:
    for level in structure.levels:
        for activity in level.activities:
            for link in activity.links:
                _check_link(structure, level, activity, link, problems)


def _check_link(
    structure: Structure, level: Level, activity: ActivityTemplate, link: LinkTemplate, problems: Problems
) -> None:
    other = {
        LinkScope.SELF: level,
        LinkScope.PARENT: structure.above(level),
        LinkScope.CHILDREN: structure.below(level),
        LinkScope.PILOT_CHILDREN: structure.below(level),
    }[link.scope]
    if other is None:
        problems.note(
            level.file,
            link.line,
            f"việc «{activity.code}» chờ «{link.predecessor}» ở cấp ngoài cấu trúc (scope: {link.scope})",
            "bỏ liên kết, hoặc dùng scope khác",
        )
    elif link.predecessor not in other.position:
        problems.note(
            level.file,
            link.line,
            f"việc «{activity.code}» chờ «{link.predecessor}», cấp «{other.code}» không có việc này",
            suggestion(link.predecessor, other.position),
        )


def _check_circles(structure: Structure, problems: Problems) -> None:
    """Looks for circles among the templates; a circle there is one in every unit."""
    activities = list(structure.activities())
    number = {activity.code: place for place, activity in enumerate(activities)}
    pairs = [(number[link.predecessor], number[a.code]) for a in activities for link in a.links]
    ends = np.array(pairs, np.int32).reshape(-1, 2)
    zeros = np.zeros(len(pairs), np.int32)
    links = Links(ends[:, 0], ends[:, 1], zeros.astype(np.int8), zeros, zeros.astype(np.int8))
    try:
        find_order(len(activities), links, lambda place: activities[place].code)
    except CycleError as error:
        level = structure.level_of_activity[error.path[0]]
        problems.note(
            level.file,
            level.activities[level.position[error.path[0]]].line,
            f"các việc chờ nhau thành vòng: {' → '.join(error.path)}",
            "bỏ một liên kết trong vòng",
        )
