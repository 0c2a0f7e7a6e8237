"""``config/structures/<code>/*.yaml`` → a structure, one file per level."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from daihoi.domain.structure import (
    LEVEL_CODES,
    STEPS,
    ActivityKind,
    ActivityTemplate,
    Level,
    LinkScope,
    LinkTemplate,
    LinkType,
    Structure,
)
from daihoi.errors import suggestion
from daihoi.intake.config_text import Problems
from daihoi.intake.yaml_file import Section, read_sound, read_yaml
from daihoi.loading.basis import read_basis
from daihoi.loading.places import ConfigDir
from daihoi.loading.structure_checks import check_structure

KINDS = {kind.value: kind for kind in ActivityKind}
TYPES = {link_type.name: link_type for link_type in LinkType}
SCOPES = {scope.value: scope for scope in LinkScope}


def read_structure(
    config: ConfigDir, code: str, calendars: Collection[str], problems: Problems
) -> tuple[Structure | None, list[Path]]:
    """The structure of a folder, and the files it was read from.

    None when the levels are not known; a level whose file cannot be read has no activities.
    ``calendars`` are the codes that activities may name (any, when none are known).
    """
    folder = config.root / "structures" / code
    head = folder / "structure.yaml"
    top = read_yaml(head, config.place(head), problems)
    if top is None:
        return None, []
    if (written := top.text("structure")) not in {code, ""}:
        top.note("structure", f"mã «{written}» khác tên thư mục «{code}»", f"viết «structure: {code}»")
    name = top.text("name")
    workstreams = _read_workstreams(top)
    before = len(problems)
    files = _level_files(top, folder)
    are_known = len(problems) == before
    top.finish()
    reader = _LevelReader(config, workstreams, calendars, problems)
    structure = Structure(
        code, name, workstreams, tuple(reader.read(rank, p) for rank, p in enumerate(files))
    )
    if not are_known:
        return None, [head, *files]
    check_structure(structure, problems)
    return structure, [head, *files]


def _read_workstreams(top: Section) -> dict[str, str]:
    """Code → name, in the order of charts; none when any is in doubt."""
    workstreams: dict[str, str] = {}
    before = len(top.problems)
    for section in top.sections("workstreams", required=True):
        code = section.text("code")
        if code and code in workstreams:
            section.note("code", f"nhóm việc «{code}» khai hai lần", "giữ một dòng")
        if code and code not in STEPS:
            section.note("code", f"nhóm việc «{code}» không có bước nào làm", suggestion(code, STEPS))
        workstreams[code] = section.text("name")
        section.finish()
    return workstreams if len(top.problems) == before else {}


def _level_files(top: Section, folder: Path) -> list[Path]:
    """The files of the levels, lowest first; what is wrong with the list is noted."""
    codes = top.texts("levels")
    if not codes:
        top.note("levels", "chưa có cấp nào", "liệt kê các cấp, thấp nhất trước")
    present = {path.stem for path in folder.glob("*.yaml")} - {"structure"}
    for place, code in enumerate(codes):
        if code in codes[:place]:
            top.note("levels", f"cấp «{code}» viết hai lần", "mỗi cấp một lần, thấp nhất trước")
        elif code not in LEVEL_CODES:
            top.note("levels", f"cấp «{code}» không có luồng việc nào chạy", suggestion(code, LEVEL_CODES))
        elif code not in present:
            top.note("levels", f"cấp «{code}» chưa có tệp {code}.yaml", suggestion(code, present))
    return [folder / f"{code}.yaml" for code in dict.fromkeys(codes) if code in present]


class _LevelReader:
    """Reads the files of levels, whose activities name ``workstreams`` and ``calendars``."""

    def __init__(
        self,
        config: ConfigDir,
        workstreams: Collection[str],
        calendars: Collection[str],
        problems: Problems,
    ) -> None:
        self.config, self.problems = config, problems
        self.workstreams, self.calendars = workstreams, calendars

    def read(self, rank: int, path: Path) -> Level:
        code, before = path.stem, len(self.problems)
        top = read_yaml(path, self.config.place(path), self.problems)
        if top is None:
            return Level(code, "", "", rank, ())
        if (written := top.code("level")) not in {code, ""}:
            top.note("level", f"mã cấp «{written}» khác tên tệp «{code}.yaml»", f"viết «level: {code}»")
        name, short_name = top.text("name"), top.text("short_name")
        symbols = _read_symbols(top)
        sections = top.sections("activities", required=True)
        activities = tuple(_read_activity(s, self.workstreams, self.calendars) for s in sections)
        top.finish()
        _check_congress(top, code, activities, is_sound=len(self.problems) == before)
        return Level(code, name, short_name, rank, activities, top.place, symbols)


def _read_symbols(top: Section) -> tuple[str, ...]:
    """How the documents of the level's committees are numbered; nothing where it is not said."""
    if not top.has("symbols"):
        return ()
    section = top.section("symbols")
    names = tuple(section.texts("names"))
    read_basis(section)
    return names


def _check_congress(
    top: Section, code: str, activities: Collection[ActivityTemplate], *, is_sound: bool
) -> None:
    congresses = [f"«{a.code}» (dòng {a.line})" for a in activities if a.kind is ActivityKind.CONGRESS]
    if len(congresses) > 1 or (not congresses and is_sound):
        what = f"cấp «{code}» có {len(congresses)} việc loại «congress»"
        named = f": {', '.join(congresses)}" if congresses else ""
        top.note("activities", what + named, "mỗi cấp có đúng một việc là chính đại hội")


def _read_activity(
    section: Section, workstreams: Collection[str], calendars: Collection[str]
) -> ActivityTemplate:
    workstream = section.known("workstream", workstreams)
    links = section.sections("links")
    activity = ActivityTemplate(
        code=section.code("code"),
        name=section.text("name"),
        workstream=workstream,
        step=section.known("step", STEPS, default=workstream),
        kind=section.choice("kind", KINDS),
        duration_days=section.integer("duration_days", least=1),
        calendar=section.known("calendar", calendars),
        links=read_sound(links, lambda link: _read_link(link, calendars)),
        responsible=section.text("responsible"),
        evidence=section.text("evidence"),
        basis=read_basis(section.section("basis")),
        parents_only=section.flag("parents_only"),
        line=section.line,
    )
    section.finish()
    return activity


def _read_link(section: Section, calendars: Collection[str]) -> LinkTemplate:
    link = LinkTemplate(
        predecessor=section.text("after"),
        type=section.choice("type", TYPES, default=LinkType.FS),
        lag_days=section.integer("lag_days", default=0),
        lag_calendar=section.known("lag_calendar", calendars, default=""),
        scope=section.choice("scope", SCOPES, default=LinkScope.SELF),
        pilots_exempt=section.flag("pilots_exempt"),
        line=section.line,
    )
    section.finish()
    return link
