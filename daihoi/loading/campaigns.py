"""``config/campaigns/<code>/`` → a campaign, with everything it names read and checked together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from daihoi.domain.calendars import WorkCalendar
from daihoi.domain.campaign import Campaign, Deadline, Delegates, Floor
from daihoi.domain.rules import RuleSet
from daihoi.domain.structure import Structure
from daihoi.domain.units import UnitTree
from daihoi.errors import ConfigErrors, suggestion
from daihoi.intake.yaml_file import Problems, Section, read_yaml
from daihoi.loading.basis import read_basis
from daihoi.loading.calendars import read_calendars
from daihoi.loading.checks import check_campaign
from daihoi.loading.places import ConfigDir, fingerprint
from daihoi.loading.rulesets import read_ruleset
from daihoi.loading.structures import read_structure
from daihoi.loading.units import read_units

REPORT_SUFFIXES = {".csv", ".xlsx"}
NO_RULES = RuleSet("", "", date.min, None, {})


def load_campaign(config: ConfigDir, code: str) -> Campaign:
    """The campaign of a folder, with its structure, rule set, calendars and units.

    Raises:
        UnknownCodeError: there is no such campaign.
        ConfigErrors: everything that is wrong in any of its files, with file, line and remedy.
    """
    problems = Problems()
    campaign = _Reader(config, config.campaign_folder(code), problems).read()
    if campaign is not None and not problems:
        check_campaign(campaign, config.place(config.campaign_folder(code)), problems)
    if problems or campaign is None:
        raise ConfigErrors(problems, f"Cấu hình đợt «{code}» chưa dùng được")
    return campaign


class _Reader:
    """Reads one campaign folder; what cannot be read is noted and the rest is still looked at."""

    def __init__(self, config: ConfigDir, folder: Path, problems: Problems) -> None:
        self.config, self.folder, self.problems = config, folder, problems
        self.files: list[Path] = []

    def read(self) -> Campaign | None:
        top = self._open(self.folder / "campaign.yaml")
        if top is None:
            return None
        calendars = self._calendars(top)
        structure, files = read_structure(
            self.config, top.text("structure"), frozenset(calendars), self.problems
        )
        self.files += files
        rules_file = self._named(top, "ruleset", "rulesets")
        if structure is None:
            return None
        rules = read_ruleset(rules_file, structure) if rules_file else NO_RULES
        units_file = self.folder / "units.csv"
        self.files.append(units_file)
        tree = read_units(units_file, self.config.place(units_file), structure, self.problems)
        campaign = self._campaign(top, structure, rules, calendars, tree)
        return None if self.problems else replace(campaign, fingerprint=fingerprint(self.files))

    def _campaign(
        self,
        top: Section,
        structure: Structure,
        rules: RuleSet,
        calendars: dict[str, WorkCalendar],
        tree: UnitTree | None,
    ) -> Campaign:
        """Reads what stands in ``campaign.yaml`` itself; ``tree`` is None when the units are unsound."""
        if (written := top.text("campaign")) != self.folder.name:
            top.note("campaign", f"mã «{written}» khác tên thư mục", f"viết «campaign: {self.folder.name}»")
        plan = top.section("plan")
        campaign = Campaign(
            code=self.folder.name,
            title=top.text("title"),
            term=top.text("term"),
            plan_number=plan.text("number"),
            plan_date=plan.day("date"),
            start_date=top.day("start_date"),
            structure=structure,
            rules=rules,
            calendars=calendars,
            tree=tree or UnitTree(()),
            deadlines=tuple(_read_deadline(s, structure, tree) for s in top.sections("deadlines")),
            floors=tuple(_read_floor(s, structure, tree) for s in top.sections("floors")),
            delegates=_read_delegates(top.section("delegates")) if top.has("delegates") else None,
            assumptions=tuple(top.texts("assumptions")),
            report_files=self._report_files(),
        )
        plan.finish()
        top.finish()
        return campaign

    def _calendars(self, top: Section) -> dict[str, WorkCalendar]:
        section = self._named(top, "calendar", "calendars")
        calendars = read_calendars(section) if section else {}
        if section and "working" not in calendars:
            section.note(
                "calendars", "chưa có lịch «working» (ngày làm việc)", "thêm lịch có «code: working»"
            )
        return calendars

    def _named(self, top: Section, key: str, folder: str) -> Section | None:
        """The file that a key of the campaign names in a folder of the configuration."""
        code = top.text(key)
        path = self.config.root / folder / f"{code}.yaml"
        if code and not path.is_file():
            known = [p.stem for p in (self.config.root / folder).glob("*.yaml")]
            top.note(key, f"không có tệp {folder}/{code}.yaml", suggestion(code, known))
            return None
        return self._open(path) if code else None

    def _open(self, path: Path) -> Section | None:
        self.files.append(path)
        return read_yaml(path, self.config.place(path), self.problems)

    def _report_files(self) -> tuple[str, ...]:
        reports = self.folder / "reports"
        return tuple(sorted(str(p) for p in reports.glob("*") if p.suffix.lower() in REPORT_SUFFIXES))


def _read_deadline(section: Section, structure: Structure, tree: UnitTree | None) -> Deadline:
    level = unit = ""
    if section.has("unit"):
        unit = _unit_code(section, tree)
    else:
        level = section.choice("level", {code: code for code in structure.by_code})
    deadline = Deadline(
        words=section.text("words"),
        last_day=section.day("last_day"),
        basis=read_basis(section, whole=False),
        level=level,
        unit_code=unit,
        line=section.line,
    )
    section.finish()
    return deadline


def _read_floor(section: Section, structure: Structure, tree: UnitTree | None) -> Floor:
    unit = _unit_code(section, tree)
    activity = section.text("activity")
    if tree and unit in tree.by_code:
        known = structure.by_code[tree.by_code[unit].level].position
        if activity not in known:
            section.note("activity", f"«{unit}» không có việc «{activity}»", suggestion(activity, known))
    floor = Floor(
        unit_code=unit,
        activity=activity,
        not_earlier_than=section.day("not_earlier_than"),
        reason=section.text("reason"),
        basis=read_basis(section, whole=False),
        line=section.line,
    )
    section.finish()
    return floor


def _read_delegates(section: Section) -> Delegates:
    delegates = Delegates(section.integer("total", least=1), read_basis(section, whole=False))
    section.finish()
    return delegates


def _unit_code(section: Section, tree: UnitTree | None) -> str:
    code = section.text("unit")
    if tree and code not in tree.by_code:
        section.note("unit", f"đơn vị «{code}» không có trong units.csv", suggestion(code, tree.by_code))
    return code
