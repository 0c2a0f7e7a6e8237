"""``daihoi approvals``: the gates of a campaign, what to do about them, and the files that prove them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from daihoi import clock
from daihoi.cli.group import HELP, cli
from daihoi.cli.options import campaign_argument, known_at_option, status_date_option
from daihoi.cli.values import EVENT_COUNT
from daihoi.errors import StoreError, suggestion
from daihoi.workspace import Workspace

if TYPE_CHECKING:
    from daihoi.domain.approvals import Gate, GateState
    from daihoi.domain.campaign import Campaign
    from daihoi.domain.record import Event
    from daihoi.domain.results import Edition


class StateType(click.ParamType["GateState"]):
    """A state of a gate, by its Vietnamese name (in any spelling) or its code."""

    name = "trạng thái"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> GateState:
        """The state of a name."""
        from daihoi.intake.texts import match_key
        from reports.gates import STATES

        names = {match_key(word): state for state, label in STATES.items() for word in (label, state.value)}
        found = names.get(match_key(str(value)))
        if found is None:
            self.fail(f"không có trạng thái «{value}». {suggestion(str(value), STATES.values())}", param, ctx)
        return found


@cli.command()
@campaign_argument
@status_date_option
@known_at_option
@click.option("--unit", metavar="MÃ", help="Chỉ đơn vị này và các đơn vị bên dưới.")
@click.option(
    "--state",
    "states",
    type=StateType(),
    multiple=True,
    metavar="TRẠNG_THÁI",
    help="Chỉ các cửa ở trạng thái này, ví dụ «chờ duyệt»; nêu được nhiều lần.",
)
@click.option("--all", "everything", is_flag=True, help="In mọi dòng, không chỉ những dòng đầu.")
@click.option(
    "--csv",
    "csv_file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="TỆP",
    help="Ghi mọi cửa duyệt đã chọn vào tệp CSV này.",
)
@click.option(
    "--evidence",
    type=EVENT_COUNT,
    metavar="SỐ",
    help="Lấy lại tệp minh chứng của sự kiện có số này; cần -o.",
)
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), metavar="TỆP", help="Nơi ghi tệp minh chứng."
)
@HELP
@click.pass_obj
def approvals(
    workspace: Workspace,
    campaign: str,
    status_date: date | None,
    known_at: int | None,
    unit: str | None,
    states: tuple[GateState, ...],
    everything: bool,
    csv_file: Path | None,
    evidence: int | None,
    output: Path | None,
) -> None:
    """Cho biết các cửa duyệt: chờ ai, hạn nào, nhắc ai, văn bản nào; cửa nào phải duyệt lại và vì sao.

    Không nêu --state thì chỉ in việc cần làm: chờ trình, chờ duyệt, bị trả lại, mở lại, và cửa đến lúc nhắc.

    Ví dụ: `daihoi approvals cam_le_2020 --status-date 2020-03-02`

    Văn bản đã quét của một lần duyệt: `daihoi approvals cam_le_2020 --evidence 1020 -o thong-bao.pdf`
    """
    if (evidence is None) != (output is None):
        raise click.UsageError("--evidence SỐ và -o TỆP phải đi cùng nhau.")
    if evidence is not None and output is not None:
        _give_back(workspace, campaign, unit, evidence, output)
        return
    _show(workspace, campaign, status_date or clock.today(), known_at, unit, states, everything, csv_file)


def _show(
    workspace: Workspace,
    campaign: str,
    day: date,
    known_at: int | None,
    unit: str | None,
    states: tuple[GateState, ...],
    everything: bool,
    csv_file: Path | None,
) -> None:
    from daihoi.cli import approvals_display as display
    from reports.gates import is_to_be_done

    gates, edition, loaded = _gates(workspace, campaign, day, known_at, unit)
    chosen = [gate for gate in gates if (gate.state in states if states else is_to_be_done(gate))]
    display.show_gates(loaded, edition, gates, chosen, everything=everything)
    if csv_file is not None:
        display.write_csv_file(csv_file, chosen if states else gates)


def _gates(
    workspace: Workspace, campaign: str, day: date, known_at: int | None, unit: str | None
) -> tuple[list[Gate], Edition, Campaign]:
    from daihoi.assessing import open_assessment_or_plan
    from daihoi.cli.asked_units import asked_unit
    from daihoi.domain.approvals import approvals as gates_of
    from daihoi.loading import find_config
    from daihoi.loading.approvals import load_approval_rules

    rules = load_approval_rules(find_config(workspace.config))
    assessment = open_assessment_or_plan(workspace, campaign, day, known_at)
    tree, status = assessment.campaign.tree, assessment.status_date
    asked = asked_unit(workspace, assessment.campaign, unit, status, known_at) if unit else None
    units = tree.subtrees([asked.code]) if asked else None
    return gates_of(assessment, rules.steps, units), assessment.edition, assessment.campaign


def _give_back(workspace: Workspace, campaign: str, unit: str | None, seq: int, output: Path) -> None:
    """Writes the file that an event cites.

    Raises:
        StoreError: no such event, it cites no file, or the file is gone or damaged.
    """
    from daihoi.assessing import open_campaign
    from daihoi.cli import approvals_display as display
    from daihoi.cli.asked_units import asked_unit
    from daihoi.store import evidence
    from daihoi.store.log import EventLog

    loaded = open_campaign(workspace, campaign)
    asked = asked_unit(workspace, loaded, unit, clock.today()) if unit else None
    units = loaded.tree.subtrees([asked.code]) if asked else None
    with EventLog.open_existing(workspace.log_place) as log:
        event = next((e for e in log.events(campaign, upto=seq) if e.seq == seq), None)
    if event is None:
        raise StoreError(f"Đợt «{campaign}» không có sự kiện số {seq}: xem số bằng daihoi log {campaign}.")
    if units is not None and event.statement.unit_code not in units:
        raise StoreError(f"Sự kiện số {seq} không thuộc «{unit}» và các đơn vị bên dưới.")
    if not event.statement.evidence_sha256:
        raise StoreError(f"Sự kiện số {seq} không có tệp minh chứng.")
    evidence.give_back(workspace.data / evidence.FOLDER, event.statement.evidence_sha256, output)
    display.show_given_back(output, event, loaded, _proven(workspace, loaded, event))


def _proven(workspace: Workspace, campaign: Campaign, event: Event) -> str:
    """What an event is about, as people call it: an activity, or an entry of a register."""
    from daihoi.domain.entries import entry_names
    from daihoi.loading import find_config
    from daihoi.loading.register_config import load_registers

    if entry := entry_names([event], load_registers(find_config(workspace.config))).get(event.seq):
        return entry
    names = {one.code: one.name for one in campaign.structure.activities()}
    return names.get(event.statement.activity, event.statement.activity)
