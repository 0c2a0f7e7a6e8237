"""Where editions of a campaign are published, and what their manifest says they rest on."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from daihoi import __version__
from daihoi.domain.assessment import Assessment
from daihoi.publishing import Published, point_latest, publish
from daihoi.workspace import Workspace

MAX_NAMED_UNITS = 3


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
    *,
    is_report: bool = False,
) -> Published:
    """Publishes files under ``out/<campaign>/<status date>/<name>``.

    Args:
        assessment: what the files were made from.
        name: folder name; «@K» is added when an earlier knowledge ``known_at`` was asked for, so that
            the current edition stays where it is.
        files: file name → contents.
        known_at: the event that knowledge was asked up to; None for all that is known.
        is_report: lets ``latest`` follow.

    Raises:
        PublishError: the folder cannot be written; what was published before is untouched.
    """
    edition = assessment.edition
    campaign_folder = Workspace.from_environment().out / edition.campaign_code
    day = edition.status_date.isoformat()
    suffix = "" if known_at is None else f"@{known_at}"
    facts = {
        "campaign": edition.campaign_code,
        "status_date": day,
        "known_seq": edition.known_seq,
        "head": edition.head,
        "config": assessment.campaign.fingerprint,
        "program": __version__,
    }
    published = publish(campaign_folder / day / f"{name}{suffix}", files, facts)
    if is_report and known_at is None:
        point_latest(campaign_folder, day)
    return published
