"""What every command that records a ruling has in common: its options, and the way into the log.

A command says what is decided; everything else is here::

    @unit.command()
    @campaign_argument
    @click.argument("unit", metavar="ĐƠN_VỊ")
    @ruling_options
    @HELP
    @click.pass_obj
    def rename(workspace: Workspace, campaign: str, unit: str, paper: Paper, dry_run: bool) -> None:
        record_ruling(
            workspace, campaign, paper, lambda before, known: paper.ruling(RENAME_UNIT, unit, {...}),
            is_dry_run=dry_run,
        )
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import rich_click as click

from daihoi import clock
from daihoi.cli.authorising import current_actor, matrix_of
from daihoi.cli.baselines import MAX_NAME, MAX_REASON, WordsType
from daihoi.cli.values import DAY
from daihoi.domain.ruling_paper import Paper
from daihoi.domain.structure import Certainty
from daihoi.errors import InputErrors, Problem
from daihoi.workspace import Workspace

if TYPE_CHECKING:
    from daihoi.domain.campaign import Campaign
    from daihoi.domain.record import Fault
    from daihoi.domain.rulings import Ruling, RulingEvent
    from daihoi.intake.rows import PreparedRuling

Anything = TypeVar("Anything", bound=Callable[..., Any])
HEADING = "Chưa ghi quyết định"
_TEXT, _NUMBER = WordsType(MAX_REASON), WordsType(MAX_NAME)
_OPTIONS = (
    click.option("--document", metavar="SỐ_VĂN_BẢN", required=True, type=_NUMBER, help="Số của văn bản."),
    click.option("--document-date", metavar="NGÀY", required=True, type=DAY, help="Ngày của văn bản."),
    click.option(
        "--body",
        metavar="CƠ_QUAN",
        required=True,
        type=_TEXT,
        help="Cơ quan quyết định (không ghi tên người).",
    ),
    click.option(
        "--effective",
        metavar="NGÀY",
        type=DAY,
        help="Ngày đầu tiên có hiệu lực; báo cáo chốt trước đó không biết đến (mặc định: ngày văn bản).",
    ),
    click.option("--reason", metavar="LÝ_DO", required=True, type=_TEXT, help="Vì sao."),
    click.option(
        "--source",
        metavar="NGUỒN",
        default="",
        type=str,
        help="Đọc được ở đâu, nếu không phải chính văn bản.",
    ),
    click.option("--assumed", is_flag=True, help="Giả định, chưa có nguồn nêu."),
    click.option("--dry-run", is_flag=True, help="Chỉ kiểm tra và cho xem sẽ đổi gì, không ghi."),
)


@dataclass(frozen=True)
class Decided:
    """A ruling that fits, and the campaign at the end of the day on which it takes effect.

    Attributes:
        before: without it.
        after: with it.
        ruling: what is decided.
        known: the rulings recorded before it.
    """

    before: Campaign
    after: Campaign
    ruling: Ruling
    known: Sequence[RulingEvent]


def ruling_options(function: Anything) -> Anything:
    """Adds the shared options; the command is given ``paper`` (a ``Paper``) and ``dry_run`` for them."""

    @functools.wraps(function)
    def with_paper(*arguments: Any, **named: Any) -> Any:
        return function(*arguments, paper=_paper(named), **named)

    for option in reversed(_OPTIONS):
        with_paper = option(with_paper)
    return with_paper  # type: ignore[return-value]  # the same signature but for the options


def _paper(named: dict[str, Any]) -> Paper:
    """Takes the shared options, but for ``dry_run``, out of a command's parameters."""
    document_date: date = named.pop("document_date")
    return Paper(
        document_number=named.pop("document"),
        document_date=document_date,
        body=named.pop("body"),
        effective_date=named.pop("effective") or document_date,
        reason=named.pop("reason"),
        certainty=Certainty.ASSUMED if named.pop("assumed") else Certainty.STATED,
        source=named.pop("source").strip(),
    )


def record_ruling(
    workspace: Workspace,
    campaign_code: str,
    paper: Paper,
    make: Callable[[Campaign, Sequence[RulingEvent]], Ruling],
    *,
    is_dry_run: bool,
    annuls: int | None = None,
    show: Callable[[Decided], None] | None = None,
) -> None:
    """Makes a ruling, checks it, shows what it changes, writes it, and prints its number in the log.

    Args:
        workspace: where configuration and log are.
        campaign_code: the campaign it belongs to.
        paper: what the shared options say.
        make: gives the ruling, from the campaign at the end of the day on which it takes effect (as it
            would be without it) and the rulings recorded so far, in the order of the log.
        is_dry_run: everything but the writing.
        annuls: number of the ruling that it annuls.
        show: prints what changes, after the line that names the ruling; nothing more when None.

    Raises:
        InputErrors: everything that does not fit, by option.
        AccessError: whoever runs the command may not decide for a unit that it is about.
        ConfigErrors: the campaign is not usable.
        StoreError: the log cannot be read or written.
    """
    from daihoi.assessing import rulings_of
    from daihoi.cli import ruling_display
    from daihoi.domain.ruled import ruled
    from daihoi.domain.ruling_checks import as_event, concerned, faults
    from daihoi.domain.ruling_faults import faults_of
    from daihoi.domain.rulings import RulingError
    from daihoi.intake.rows import PreparedRuling
    from daihoi.loading import find_config, load_campaign

    configured = load_campaign(find_config(workspace.config), campaign_code)
    known = rulings_of(workspace, campaign_code)
    before = ruled(configured, known, paper.effective_date)
    try:
        ruling = make(before, known)
    except RulingError as error:
        raise _refused(faults_of(error)) from error
    annulled = next((event.ruling for event in known if event.seq == annuls), None)
    now = ruled(configured, known, clock.today())
    refuse_undecidable(workspace, (before, now), concerned(before, ruling, annulled))
    if earlier := _standing(known, ruling):
        ruling_display.show_recorded(earlier.seq, was_there=True)
        return
    if found := faults(configured, known, ruling, annuls, clock.today()):
        raise _refused(found)
    new = as_event(ruling, annuls, known)
    after = ruled(configured, [*known, new], paper.effective_date)
    ruling_display.show_ruling(before, ruling, annuls)
    if show:
        show(Decided(before, after, ruling, known))
    prepared = PreparedRuling(ruling, annuls, known[-1].seq if known else 0, _place())
    if is_dry_run:
        ruling_display.show_not_recorded()
    else:
        ruling_display.show_recorded(_write(workspace, campaign_code, prepared), was_there=False)


def refuse_undecidable(workspace: Workspace, campaigns: Sequence[Campaign], units: Sequence[str]) -> None:
    """Refuses a ruling about units for which whoever runs the command may not decide.

    Args:
        workspace: where the matrix is.
        campaigns: with the units of the day on which the ruling takes effect, and with today's: who chooses
            an earlier day gets no rights over what has moved away since.
        units: codes of the units that it is about; one that a day does not have takes the right over
            the root.

    Raises:
        AccessError: names the first such unit.
    """
    actor = current_actor()
    if actor.is_operator:
        return
    from daihoi.cli.permitting import Question

    question = Question(workspace, matrix_of(workspace), actor, clock.today(), {})
    for campaign in campaigns:
        for unit_code in units:
            known = unit_code if unit_code in campaign.tree.by_code else campaign.root.code
            question.ask_unit(campaign, "decide", known)


def _standing(known: Sequence[RulingEvent], ruling: Ruling) -> RulingEvent | None:
    """The event by which the same ruling was recorded before, unless it was annulled since."""
    from daihoi.domain.ruling_checks import recorded

    earlier = recorded(known, ruling)
    is_annulled = earlier is not None and any(event.corrects == earlier.seq for event in known)
    return None if is_annulled else earlier


def _write(workspace: Workspace, campaign_code: str, prepared: PreparedRuling) -> int:
    """Number of the ruling in the log."""
    from daihoi.store.log import EventLog

    with EventLog.open(workspace.log_place) as log:
        done = log.decide(
            campaign_code,
            [prepared],
            actor=current_actor().code,
            source_name=prepared.place,
            recorded_at=clock.now(),
        )
        return next(event.seq for event in log.rulings(campaign_code) if event.batch == done.batch)


def _refused(found: Sequence[Fault]) -> InputErrors:
    problems = [Problem(_place(), 0, fault.what, fault.remedy, _option(fault.field)) for fault in found]
    return InputErrors(problems, HEADING)


def _place() -> str:
    """The command that is running, as it is typed."""
    return _running().command_path


def _running() -> click.Context:
    context = click.get_current_context(silent=True)
    if context is None:
        raise RuntimeError("rulings are recorded by commands")
    return context


def _option(field: str) -> str:
    """The option or argument of the running command that a field was given by; empty for none."""
    field = {"document_number": "document", "effective_date": "effective"}.get(field, field)
    for parameter in _running().command.params:
        if parameter.name == field:
            is_option = isinstance(parameter, click.Option)
            return parameter.opts[0] if is_option else parameter.metavar or field.upper()
    return ""
