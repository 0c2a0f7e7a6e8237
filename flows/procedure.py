"""The procedure of preparing congresses, the same at every level: what waits for what.

Each step looks at the table of all selected units, so the number of task runs does not depend on the
number of units. The futures that a step is given are the edges of the run graph.
"""

from __future__ import annotations

from daihoi import clock
from daihoi.publishing import Published
from flows.beginning import begun
from flows.chaining import after_level
from flows.outcome import outcome
from flows.requests import GANTTS, WORKLIST, LevelRequest
from tasks.approval import obtain_approval
from tasks.chosen_gantts import publish_chosen_gantts
from tasks.communications import communicate
from tasks.congress import hold_congress
from tasks.documents import draft_documents, finalize_documents
from tasks.feedback import collect_feedback
from tasks.follow_up import follow_up
from tasks.logistics import prepare_logistics
from tasks.personnel import prepare_personnel
from tasks.planning import Selection, read_plan, steer
from tasks.publishing import draw_chosen_gantts, publish_worklist

NO_UNITS = Selection("")
"""A selection of which nothing is drawn."""


def prepare_congresses(level: str, request: LevelRequest) -> Published:
    """Runs the procedure for one level and publishes what was asked for.

    In the service it waits for its turn, and asks for progress when it is done.
    """
    with begun(request, level):
        published, known_seq = _published(level, request)
    after_level(request, known_seq)
    return published


def _published(level: str, request: LevelRequest) -> tuple[Published, int]:
    """What was published, and the last event of the log that it knows."""
    status_date = request.status_date or clock.today()
    chosen = Selection(level, tuple(request.units))

    plan = read_plan.submit(request.campaign, status_date, request.known_at, request.upto)
    steering = steer.submit(plan, chosen)
    drafts = draft_documents.submit(plan, chosen, wait_for=[steering])
    personnel = prepare_personnel.submit(plan, chosen, wait_for=[steering])
    feedback = collect_feedback.submit(plan, chosen, wait_for=[drafts])
    documents = finalize_documents.submit(plan, chosen, wait_for=[feedback])
    approval = obtain_approval.submit(plan, chosen, wait_for=[documents, personnel])
    logistics = prepare_logistics.submit(plan, chosen, wait_for=[approval])
    communications = communicate.submit(plan, chosen, wait_for=[approval])
    congress = hold_congress.submit(plan, chosen, wait_for=[logistics, communications])
    afterwards = follow_up.submit(plan, chosen, wait_for=[congress])
    steps = [
        steering, drafts, feedback, documents, personnel, approval,
        logistics, communications, congress, afterwards,
    ]  # fmt: skip
    gantts = draw_chosen_gantts.submit(plan, chosen if GANTTS in request.products else NO_UNITS)
    if WORKLIST in request.products:
        published = publish_worklist.submit(plan, chosen, steps, gantts, request.known_at)
    else:
        published = publish_chosen_gantts.submit(plan, chosen, gantts, request.known_at, wait_for=steps)
    told = outcome(published, [plan, *steps, gantts])
    return told, plan.result().edition.known_seq
