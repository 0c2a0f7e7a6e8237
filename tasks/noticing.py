"""Notices: what is due to be told, to whom, and whether it was taken."""

from __future__ import annotations

import os

from daihoi import clock
from daihoi.assessing import open_assessment, open_entries
from daihoi.domain.assessment import Assessment
from daihoi.domain.notices import Notice, Upkeep
from daihoi.domain.notices_rules import NoticeKind
from daihoi.errors import CalendarRangeError, DaihoiError
from daihoi.loading import find_config
from daihoi.loading.notice_delivery import load_delivery
from daihoi.notifying.facts import ground_of, upkeep_of
from daihoi.notifying.sending import Choice, Sent, announce
from daihoi.store.baselines import VIETNAM
from daihoi.workspace import Workspace
from tasks.watching import watched_task


@watched_task("Gửi thông báo")
def send_notices(assessment: Assessment, known_at: int | None) -> Sent | None:
    """Makes and sends the notices that are due; what cannot be sent now waits in the outbox.

    Only of today's picture: nobody is told today what was late on another day. None where there is nothing
    to send from: the picture is another day's or of earlier knowledge, or no address is set up.
    """
    if known_at is not None or assessment.status_date != clock.today():
        return None
    return _announced(assessment, upkeep_of(Workspace.from_environment().data))


@watched_task("Gửi thông báo khi không lập báo cáo")
def send_though_resting(campaign: str, *, urgent_only: bool) -> Sent | None:
    """The notices of today for a campaign of which nothing is published now.

    Nobody has reported: then all the more has everybody to be told what is due. A campaign that has not begun
    or was over long ago: only what cannot wait, see ``is_urgent``. None where no address is set up, and where
    the calendars tell nothing of today any more.
    """
    workspace = Workspace.from_environment()
    try:
        picture = open_assessment(workspace, campaign, clock.today())
    except CalendarRangeError:
        return None
    chosen = is_urgent if urgent_only else None
    return _announced(picture, upkeep_of(workspace.data), chosen=chosen)


def is_urgent(notice: Notice) -> bool:
    """Whether a notice is given even when nothing else of its campaign is done any more.

    What is sent at once, such as a log that nobody backs up, and gates whose due day has passed: each step of
    their ladder is told once, so nobody is told the same every week.
    """
    return notice.is_at_once or (notice.kind is NoticeKind.APPROVAL and notice.days > 0)


@watched_task("Báo sổ ghi có lỗi")
def tell_of_damage(problems: int) -> int:
    """Tells the coordinators of all campaigns that the log was found damaged; gives how many were reached.

    A campaign that can no longer be read from the damaged log is passed over: the failed verification shows
    in the service all the same.
    """
    workspace, today, reached = Workspace.from_environment(), clock.today(), 0
    for code in find_config(workspace.config).campaign_codes():
        try:
            told = _announced(open_assessment(workspace, code, today), Upkeep(problems, today), at_once=True)
        except DaihoiError:
            continue
        reached += told.delivered if told else 0
    return reached


def _announced(
    assessment: Assessment, upkeep: Upkeep, *, at_once: bool = False, chosen: Choice | None = None
) -> Sent | None:
    """What was sent; None where no address is set up. ``at_once``: the digest of the day can wait."""
    workspace = Workspace.from_environment()
    place, edition = workspace.log_place, assessment.edition
    entries = open_entries(workspace, edition.campaign_code, assessment.status_date, edition.known_seq)
    ground = ground_of(assessment, entries, find_config(workspace.config), place, upkeep)
    delivery = load_delivery(workspace.data, os.environ, ground.rules.personal_domains)
    if delivery is None:
        return None
    is_time = clock.now().astimezone(VIETNAM).time() >= ground.rules.not_before
    makes = is_time and not at_once
    return announce(
        place, ground, delivery, clock.now, makes_digests=makes, is_chosen=chosen or (lambda _: True)
    )
