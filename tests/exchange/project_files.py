"""Files of MS Project as tests look at them, by an XML reader that the program does not use."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

from daihoi.domain.assessment import Assessment
from daihoi.exchange.mspdi.writer import write_mspdi

SPACE = {"p": "http://schemas.microsoft.com/project"}
NS = "{http://schemas.microsoft.com/project}"
FIELDS = {
    "188743731": "unit",
    "188743737": "activity",
    "188743743": "certainty",
    "188743746": "state",
    "188743747": "kind",
}


class Task:
    """One task; ``task["Start"]`` is the text of an element, empty when it is not there."""

    def __init__(self, element: ET.Element) -> None:
        self.element = element
        self.texts = {
            FIELDS.get(item.findtext(f"{NS}FieldID", ""), ""): item.findtext(f"{NS}Value", "")
            for item in element.findall(f"{NS}ExtendedAttribute")
        }

    def __getitem__(self, name: str) -> str:
        return self.element.findtext(f"{NS}{name}", "")

    @property
    def span(self) -> tuple[str, str, str]:
        return self["Start"], self["Finish"], self["Duration"]

    @property
    def baseline(self) -> tuple[str, str, str]:
        found = self.element.find(f"{NS}Baseline")
        assert found is not None
        return tuple(found.findtext(f"{NS}{name}", "") for name in ("Start", "Finish", "Duration"))  # type: ignore[return-value] # three names

    @property
    def links(self) -> list[tuple[int, int, int, int]]:
        """UID of the predecessor, type, lag, its format."""
        names = ("PredecessorUID", "Type", "LinkLag", "LagFormat")
        found = self.element.findall(f"{NS}PredecessorLink")
        return [tuple(int(link.findtext(f"{NS}{name}", "")) for name in names) for link in found]  # type: ignore[misc] # four names


class Project:
    """A file that was written."""

    def __init__(self, path: Path) -> None:
        self.root = ET.parse(path).getroot()
        self.tasks = [Task(element) for element in self.root.findall("p:Tasks/p:Task", SPACE)]

    def activity(self, unit: str, code: str) -> Task:
        return next(t for t in self.tasks if t.texts.get("unit") == unit and t.texts.get("activity") == code)

    def by_uid(self, uid: int) -> Task:
        return next(task for task in self.tasks if task["UID"] == str(uid))

    def named(self, name: str) -> Task:
        return next(task for task in self.tasks if task["Name"] == name)


def exported(tmp_path: Path, assessment: Assessment, unit: str | None = None) -> Project:
    """What the program writes for an assessment."""
    path = tmp_path / "plan.xml"
    write_mspdi(path, assessment, unit)
    return Project(path)


def edited(path: Path, change: Callable[[Project], None]) -> Path:
    """The same file after a user changed something in it and saved it."""
    ET.register_namespace("", SPACE["p"])
    project = Project(path)
    change(project)
    ET.ElementTree(project.root).write(path, encoding="utf-8", xml_declaration=True)
    return path


def put(task: Task, **values: object) -> None:
    """Sets elements of a task; None removes them."""
    for name, value in values.items():
        found = task.element.find(f"{NS}{name}")
        if value is None:
            if found is not None:
                task.element.remove(found)
            continue
        if found is None:
            found = ET.SubElement(task.element, f"{NS}{name}")
        found.text = str(value)
