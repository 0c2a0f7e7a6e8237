"""The Vietnamese words that exchanged files use for states, certainties and kinds."""

from __future__ import annotations

from collections.abc import Mapping

from daihoi.domain.states import ActivityState
from daihoi.domain.structure import ActivityKind, Certainty
from reports import tokens

STATES: Mapping[ActivityState, str] = {state: style.label for state, style in tokens.STATES.items()}
CERTAINTIES: Mapping[Certainty, str] = {
    Certainty.STATED: "nêu trong nguồn",
    Certainty.RULE: "theo quy định",
    Certainty.ASSUMED: "giả định",
}
KINDS: Mapping[ActivityKind, str] = {
    ActivityKind.WORK: "việc",
    ActivityKind.HAMMOCK: "việc kéo dài",
    ActivityKind.GATE: "cửa duyệt",
    ActivityKind.CONGRESS: "đại hội",
}
