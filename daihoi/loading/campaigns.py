"""``config/campaigns/<code>/`` → a campaign, with everything it names read and checked together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from daihoi.domain.calendars import WorkCalendar
from daihoi.domain.campaign import Campaign
from daihoi.domain.rules import RuleSet
from daihoi.domain.structure import Structure
from daihoi.domain.units import UnitTree
from daihoi.errors import ConfigErrors, suggestion
from daihoi.intake.config_text import Problems
from daihoi.intake.yaml_file import Section, read_sound, read_yaml
from daihoi.loading.calendars import read_calendars
from daihoi.loading.campaign_schedule import check_schedule
from daihoi.loading.checks import HeadChecks
from daihoi.loading.decided import Decided, DecidedChecks, decided_in_head
from daihoi.loading.decisions import DecisionReader
from daihoi.loading.places import ConfigDir, fingerprint
from daihoi.loading.plans import read_plans
from daihoi.loading.rulesets import read_ruleset
from daihoi.loading.structures import read_structure
from daihoi.loading.unit_checks import UnitChecks
from daihoi.loading.units import ReadUnits, read_units

REPORT_SUFFIXES = {".csv", ".xlsx"}
NO_RULES = RuleSet("", "", date.min, None, {})
NO_STRUCTURE = Structure("", "", {}, ())


def load_campaign(config: ConfigDir, code: str) -> Campaign:
    """The campaign of a folder, with its structure, rule set, calendars and units.

    Raises:
        UnknownCodeError: there is no such campaign.
        ConfigErrors: everything that is wrong in any of its files, with file, line and remedy.
    """
    problems = Problems()
    campaign = _Reader(config, config.campaign_folder(code), problems).read()
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
        calendars, calendar_codes = self._calendars(top)
        before = len(self.problems)
        structure = self._structure(top, calendar_codes)
        is_structure_sound = len(self.problems) == before
        rules = self._rules(top, structure)
        units = self._units(structure)
        is_sound = is_structure_sound and units.tree is not None
        campaign = self._campaign(top, structure, rules, calendars, units)
        decided = decided_in_head(campaign, top.place)
        campaign, in_plans = self._with_plans(campaign, is_sound=is_sound)
        self._check(campaign, top, is_sound=is_sound)
        DecidedChecks(campaign, [*decided, *in_plans], self.problems).run(is_sound=is_sound)
        return None if self.problems else replace(campaign, fingerprint=fingerprint(self.files))

    def _campaign(
        self,
        top: Section,
        structure: Structure,
        rules: RuleSet,
        calendars: dict[str, WorkCalendar],
        units: ReadUnits,
    ) -> Campaign:
        """Reads what stands in ``campaign.yaml`` itself."""
        if (written := top.code("campaign")) not in {self.folder.name, ""}:
            top.note("campaign", f"mã «{written}» khác tên thư mục", f"viết «campaign: {self.folder.name}»")
        plan, decisions = top.section("plan"), DecisionReader(structure, units, rules)
        delegates = [top.section("delegates")] if top.has("delegates") else []
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
            tree=units.tree or UnitTree(()),
            deadlines=read_sound(top.sections("deadlines"), decisions.deadline),
            floors=read_sound(top.sections("floors"), decisions.floor),
            fixed_dates=read_sound(top.sections("fixed_dates"), decisions.fixed_date),
            suspensions=read_sound(top.sections("suspensions"), decisions.suspension),
            exceptions=read_sound(top.sections("exceptions"), decisions.exception),
            delegates=next(iter(read_sound(delegates, decisions.delegates)), None),
            assumptions=tuple(top.texts("assumptions")),
            report_files=self._files("reports"),
            register_files=self._files("registers"),
        )
        plan.finish()
        check_schedule(top)
        top.finish()
        return campaign

    def _with_plans(self, campaign: Campaign, *, is_sound: bool) -> tuple[Campaign, tuple[Decided, ...]]:
        """The campaign with what units plan for themselves, and the cells it stands in."""
        paths = sorted(path for path in (self.folder / "plans").glob("*") if not path.name.startswith("."))
        files = {self.config.place(path): path for path in paths if path.suffix.lower() == ".csv"}
        for path in paths:
            if path.suffix.lower() in REPORT_SUFFIXES and path not in files.values():
                what, remedy = "kế hoạch của đơn vị chỉ đọc từ tệp .csv", "lưu lại dạng «CSV UTF-8»"
                self.problems.note(self.config.place(path), 0, what, remedy)
        self.files += files.values()
        plans = read_plans(files, campaign if is_sound else None, self.problems)
        whole = replace(
            campaign,
            floors=campaign.floors + plans.floors,
            fixed_dates=campaign.fixed_dates + plans.fixed_dates,
            durations=plans.durations,
        )
        return whole, plans.decided

    def _check(self, campaign: Campaign, top: Section, *, is_sound: bool) -> None:
        """Looks at how the parts go together; ``is_sound``: structure and units are without fault."""
        folder = self.config.place(self.folder)
        lines = {key: top.line_of(key) for key in ("start_date", "ruleset", "delegates")}
        doubted = HeadChecks(campaign, f"{folder}/campaign.yaml", lines, self.problems).run()
        if is_sound:
            UnitChecks(campaign, folder, lines["delegates"], doubted, self.problems).run()

    def _structure(self, top: Section, calendars: Iterable[str]) -> Structure:
        folders = {path.parent.name for path in self.config.root.glob("structures/*/structure.yaml")}
        code = self._named(top, "structure", "structures/{}/structure.yaml", folders)
        if not code:
            return NO_STRUCTURE
        structure, files = read_structure(self.config, code, frozenset(calendars), self.problems)
        self.files += files
        return structure or NO_STRUCTURE

    def _rules(self, top: Section, structure: Structure) -> RuleSet:
        code = self._named(top, "ruleset", "rulesets/{}.yaml", self._stems("rulesets"))
        section = self._open(self.config.root / "rulesets" / f"{code}.yaml") if code else None
        return read_ruleset(section, code, structure.by_code) if section else NO_RULES

    def _calendars(self, top: Section) -> tuple[dict[str, WorkCalendar], frozenset[str]]:
        code = self._named(top, "calendar", "calendars/{}.yaml", self._stems("calendars"))
        section = self._open(self.config.root / "calendars" / f"{code}.yaml") if code else None
        return read_calendars(section) if section else ({}, frozenset())

    def _units(self, structure: Structure) -> ReadUnits:
        path = self.folder / "units.csv"
        self.files.append(path)
        return read_units(path, self.config.place(path), structure, self.problems)

    def _stems(self, folder: str) -> set[str]:
        return {path.stem for path in (self.config.root / folder).glob("*.yaml")}

    def _named(self, top: Section, key: str, file: str, known: set[str]) -> str:
        """The code under a key, or nothing when no file of the configuration bears it, which is noted."""
        code = top.text(key)
        if code and code not in known:
            top.note(key, f"không có tệp {file.format(code)}", suggestion(code, known))
        return code if code in known else ""

    def _open(self, path: Path) -> Section | None:
        self.files.append(path)
        return read_yaml(path, self.config.place(path), self.problems)

    def _files(self, folder: str) -> tuple[str, ...]:
        """The tables of one of the campaign's folders, in the order in which they are imported."""
        paths = sorted((self.folder / folder).glob("*"))
        return tuple(str(path) for path in paths if path.suffix.lower() in REPORT_SUFFIXES)
