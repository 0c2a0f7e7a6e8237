"""Where editions of a campaign are published, what they rest on, and the pages that lead to them."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from daihoi import __version__, clock
from daihoi.domain.assessment import Assessment
from daihoi.publishing import MANIFEST, Published, manifest_of, point_latest, publish, put_page
from daihoi.store import report_runs
from daihoi.store.report_runs import ReportRun
from daihoi.workspace import Workspace

MAX_NAMED_UNITS = 3
REPORT = "bao-cao"
INDEX = "index.html"
_IN_COLUMNS = ("campaign", "status_date", "known_seq", "head", "program")
"""Facts that the log keeps by themselves; the others are kept as one hash."""

_FIGURES = (".csv", ".txt", "so-lieu.json")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class ReportBefore:
    """A published report, as its manifest tells.

    Attributes:
        status_date: the day reported about.
        known_seq: the last event that it knew.
        head: hash of that event.
        config: fingerprint of the configuration that it was made with.
    """

    status_date: date
    known_seq: int
    head: str
    config: str


def level_name(level: str, units: Sequence[str] = ()) -> str:
    """Folder name of a level's worklist: ``viec-branch``, or ``viec-branch-CL.KT`` for selected units."""
    if not units:
        return f"viec-{level}"
    chosen = sorted(units)
    if len(chosen) <= MAX_NAMED_UNITS:
        return f"viec-{level}-{'+'.join(chosen)}"
    return f"viec-{level}-{hashlib.sha256('+'.join(chosen).encode()).hexdigest()[:8]}"


def publish_edition(
    assessment: Assessment,
    name: str,
    files: Mapping[str, bytes],
    known_at: int | None,
    more: Mapping[str, object] | None = None,
) -> Published:
    """Publishes files under ``out/<campaign>/<status date>/<name>``.

    Args:
        assessment: what the files were made from.
        name: folder name; «@K» is added when an earlier knowledge ``known_at`` was asked for, so that
            the current edition stays where it is.
        files: file name → contents.
        known_at: the event that knowledge was asked up to; None for all that is known.
        more: what else the files rest on; written into the manifest.

    Raises:
        PublishError: the folder cannot be written; what was published before is untouched.
        StoreError: other figures were published from the very same knowledge, configuration and program.
    """
    edition = assessment.edition
    suffix = "" if known_at is None else f"@{known_at}"
    facts = {
        "campaign": edition.campaign_code,
        "status_date": edition.status_date.isoformat(),
        "known_seq": edition.known_seq,
        "head": edition.head,
        "config": assessment.campaign.fingerprint,
        "program": __version__,
        **(more or {}),
    }
    _note(facts, f"{name}{suffix}", files)
    return publish(_day_folder(assessment) / f"{name}{suffix}", files, facts)


def _note(facts: Mapping[str, object], name: str, files: Mapping[str, bytes]) -> None:
    """Notes an edition in the log before anybody can see it; other figures than before are refused.

    Figures alone: what pictures and pages look like also depends on libraries, fonts and what else is
    published.
    """
    figures = {file: content for file, content in files.items() if file.endswith(_FIGURES)}
    rests_on = {key: facts[key] for key in facts if key not in _IN_COLUMNS}
    run = ReportRun(
        campaign_code=str(facts["campaign"]),
        name=name,
        status_date=date.fromisoformat(str(facts["status_date"])),
        known_seq=int(str(facts["known_seq"])),
        head=str(facts["head"]),
        config_sha256=_digest(json.dumps(rests_on, ensure_ascii=False, sort_keys=True).encode()),
        program=str(facts["program"]),
        manifest_sha256=_digest(manifest_of(figures, {})),
    )
    report_runs.record(Workspace.from_environment().log_place, run, clock.now())


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def publish_report(
    assessment: Assessment, files: Mapping[str, bytes], known_at: int | None, before: ReportBefore | None
) -> Published:
    """Publishes the progress report; the pages that lead to it, and ``latest``, follow.

    Args:
        assessment: what the report was made from.
        files: file name → contents; ``index.html`` among them.
        known_at: see ``publish_edition``; to a report of earlier knowledge no page leads.
        before: the report that this one is compared with; named in the manifest.

    Raises:
        PublishError: the folder cannot be written; what was published before is untouched.
    """
    since = {"status_date": before.status_date.isoformat(), "known_seq": before.known_seq} if before else None
    published = publish_edition(assessment, REPORT, files, known_at, {"since": since})
    if known_at is None:
        from reports.website.markup import door

        day = _day_folder(assessment)
        point_latest(day.parent, day.name)
        put_page(day / INDEX, lambda: door(f"{REPORT}/{INDEX}", assessment.edition.campaign_title))
        put_page(day.parent / INDEX, lambda: _campaign_page(day.parent))
    return published


def report_before(assessment: Assessment) -> ReportBefore | None:
    """The latest published report about an earlier status date; None when there is none to be read."""
    folder = _day_folder(assessment).parent
    earlier = [day for day in _days(folder) if day < assessment.status_date]
    found = (_read_manifest(folder / day.isoformat() / REPORT / MANIFEST) for day in reversed(earlier))
    return next((report for report in found if report), None)


def published_worklists(assessment: Assessment) -> dict[str, str]:
    """The whole worklists published for the status date: folder → short name of the level, lowest first."""
    levels = assessment.campaign.structure.levels
    names = {level_name(level.code): level.short_name for level in levels}
    day = _day_folder(assessment)
    return {folder: name for folder, name in names.items() if (day / folder).is_symlink()}


def _day_folder(assessment: Assessment) -> Path:
    edition = assessment.edition
    return Workspace.from_environment().out / edition.campaign_code / edition.status_date.isoformat()


def _days(campaign_folder: Path) -> list[date]:
    """The status dates with a report, oldest first."""
    if not campaign_folder.is_dir():
        return []
    names = (path.name for path in campaign_folder.iterdir() if (path / REPORT).is_symlink())
    return sorted(date.fromisoformat(name) for name in names if _DAY.fullmatch(name))


def _read_manifest(manifest: Path) -> ReportBefore | None:
    try:
        said = json.loads(manifest.read_bytes())
        day, known, head, config = (said[name] for name in ("status_date", "known_seq", "head", "config"))
        return ReportBefore(date.fromisoformat(day), int(known), str(head), str(config))
    except (OSError, ValueError, KeyError, TypeError):
        return None  # a damaged edition is no report; publishing its date again repairs it


def _campaign_page(campaign_folder: Path) -> bytes:
    from reports.website.campaign import campaign_page
    from reports.website.summary import SUMMARY, dated

    reports = []
    for day in _days(campaign_folder):
        told = campaign_folder / day.isoformat() / REPORT / SUMMARY
        reports.append(dated(day, told.read_bytes() if told.is_file() else None))
    return campaign_page(campaign_folder.name, reports)
