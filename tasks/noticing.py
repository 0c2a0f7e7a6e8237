"""Notices: what is due to be told, to whom, and whether it was taken."""

from __future__ import annotations

import os

from daihoi import clock
from daihoi.assessing import open_assessment
from daihoi.domain.assessment import Assessment
from daihoi.domain.notices import Upkeep
from daihoi.errors import DaihoiError
from daihoi.loading import find_config
from daihoi.loading.notice_delivery import load_delivery
from daihoi.notifying.facts import ground_of, upkeep_of
from daihoi.notifying.sending import Sent, announce
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


def _announced(assessment: Assessment, upkeep: Upkeep, *, at_once: bool = False) -> Sent | None:
    """What was sent; None where no address is set up. ``at_once``: the digest of the day can wait."""
    workspace = Workspace.from_environment()
    place = workspace.log_place
    ground = ground_of(assessment, find_config(workspace.config), place, upkeep)
    delivery = load_delivery(workspace.data, os.environ, ground.rules.personal_domains)
    if delivery is None:
        return None
    is_time = clock.now().astimezone(VIETNAM).time() >= ground.rules.not_before
    return announce(place, ground, delivery, clock.now, makes_digests=is_time and not at_once)
