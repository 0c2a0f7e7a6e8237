"""Run in a process of its own with Java: what MPXJ reads in files of MS Project, and what it reschedules.

``python mpxj_answers.py FILE…`` prints JSON: per file ``read`` and ``rescheduled``, UID → fields of the task,
and ``calendars``, name → exceptions.
"""

from __future__ import annotations

import json
import sys
from typing import Any


def main(paths: list[str]) -> None:
    import jpype
    import mpxj  # noqa: F401 - puts its jars on the class path

    jpype.startJVM(convertStrings=True)
    json.dump([answer(path) for path in paths], sys.stdout)


def answer(path: str) -> dict[str, Any]:
    from org.mpxj.cpm import MicrosoftScheduler
    from org.mpxj.reader import UniversalProjectReader

    project = UniversalProjectReader().read(path)
    properties = project.getProjectProperties()
    read = {str(t.getUniqueID()): task(t, properties) for t in project.getTasks() if t.getID() != 0}
    MicrosoftScheduler().schedule(project, properties.getStartDate())
    rescheduled = {
        str(t.getUniqueID()): {"start": text(t.getStart()), "finish": text(t.getFinish())}
        for t in project.getTasks()
    }
    return {"read": read, "rescheduled": rescheduled, "calendars": calendars(project)}


def calendars(project: Any) -> dict[str, list[list[Any]]]:
    return {
        str(calendar.getName()): [
            [str(e.getFromDate()), str(e.getToDate()), str(e.getName()), bool(e.getWorking())]
            for e in calendar.getCalendarExceptions()
        ]
        for calendar in project.getCalendars()
    }


def task(t: Any, properties: Any) -> dict[str, Any]:
    return {
        "unit": text(t.getText(1)),
        "activity": text(t.getText(3)),
        "kind": text(t.getText(7)),
        "start": text(t.getStart()),
        "finish": text(t.getFinish()),
        "baseline_start": text(t.getBaselineStart()),
        "baseline_finish": text(t.getBaselineFinish()),
        "actual_finish": text(t.getActualFinish()),
        "total_slack_days": days(t.getTotalSlack(), properties),
        "deadline": text(t.getDeadline()),
        "links": sorted(
            [
                int(r.getPredecessorTask().getUniqueID()),
                str(r.getType()),
                float(r.getLag().getDuration()),
                str(r.getLag().getUnits()),
            ]
            for r in t.getPredecessors()
        ),
    }


def text(value: Any) -> str | None:
    return None if value is None else str(value)


def days(duration: Any, properties: Any) -> float | None:
    """Days of eight hours."""
    from org.mpxj import TimeUnit

    if duration is None:
        return None
    minutes = duration.convertUnits(TimeUnit.MINUTES, properties).getDuration()
    return round(float(minutes) / 480, 6)


if __name__ == "__main__":
    main(sys.argv[1:])
