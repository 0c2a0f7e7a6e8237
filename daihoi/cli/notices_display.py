"""What ``daihoi notices`` prints and writes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from rich.table import Table
from rich.text import Text

from daihoi.cli.display import console
from daihoi.domain.notices import Ground, Notice
from daihoi.loading.notice_posts import Delivery
from daihoi.notifying import wording
from daihoi.notifying.digests import Composed, Content, compose
from daihoi.notifying.rendering import text_of
from daihoi.notifying.sending import Sent
from daihoi.store.baselines import VIETNAM
from daihoi.store.outbox import Message, MessageState
from daihoi.whole_files import write_csv
from reports import tokens

MAX_ROWS = 25
DUE_HEADINGS = ("Khóa", "Loại", "Báo cho (mã)", "Báo cho", "Mã đơn vị", "Đơn vị", "Nội dung")
MESSAGE_HEADINGS = (
    "Khóa",
    "Ngày số liệu",
    "Gửi đến",
    "Tiêu đề",
    "Lập lúc",
    "Kết thúc lúc",
    "Số lần thử",
    "Vì sao",
)
_LISTED = (
    "Chưa có tệp địa chỉ notices.yaml trong thư mục dữ liệu: thông báo chỉ được liệt kê, không gửi đi đâu. "
    "Cách lập: docs/notices.md."
)
_STATES = {
    MessageState.WAITING: "chờ thử lại",
    MessageState.GIVEN_UP: "đã thôi gửi",
    MessageState.SENT: "đã gửi",
}


def show_due(ground: Ground, due: Sequence[Notice], delivery: Delivery | None, *, everything: bool) -> None:
    """What is due and not given yet: how much of each kind, each in a line, and where it would go."""
    out = console()
    edition = ground.assessment.edition
    out.print()
    out.print(Text(edition.campaign_title, "bold"))
    out.print(Text(f"{_finding(due, ground)}\n", "bold"))
    shown = list(due if everything else due[:MAX_ROWS])
    if shown:
        out.print(_due_table(shown))
        _show_more(len(due) - len(shown))
        out.print()
    out.print(Text(_where(ground, due, delivery), "dim"))


def _finding(due: Sequence[Notice], ground: Ground) -> str:
    day = tokens.date_long(ground.assessment.status_date)
    things = Counter(kind for kind, _, _ in {(n.kind, n.unit.code, n.activity) for n in due})
    if not due:
        return f"Đến hết ngày {day}: không có gì phải báo mà chưa báo."
    parts = [wording.counted(kind, things[kind]) for kind in wording.TITLES if things[kind]]
    return f"Đến hết ngày {day}: {', '.join(parts)}; {len(due)} thông báo chưa gửi."


def _due_table(shown: Sequence[Notice]) -> Table:
    table = Table("Báo cho", "Nội dung", box=None, header_style="bold")
    before = None
    for notice in sorted(shown, key=lambda n: (n.addressee.role.value, n.addressee.code)):
        to = notice.addressee
        home = notice.unit if to.code == notice.unit.code else None
        table.add_row("" if to == before else f"{to.code} {to.name}".strip(), wording.sentence(notice, home))
        before = to
    return table


def _where(ground: Ground, due: Sequence[Notice], delivery: Delivery | None) -> str:
    if delivery is None:
        return _LISTED
    composed = compose(ground, due, delivery)
    lacking = len(composed.unaddressed)
    note = f" {lacking} thông báo chưa có địa chỉ nào để gửi." if lacking else ""
    return f"Sẽ gửi {len(composed.digests)} thư; xem trước bằng daihoi notices send … --dry-run.{note}"


def due_rows(due: Sequence[Notice]) -> Iterator[tuple[str, ...]]:
    """The heading, then one row per notice."""
    yield DUE_HEADINGS
    for notice in due:
        to, unit = notice.addressee, notice.unit
        title = wording.TITLES[notice.kind]
        yield notice.key, title, to.code, to.name, unit.code, unit.name, wording.sentence(notice)


def show_messages(found: Sequence[Message], *, is_sent: bool, everything: bool) -> None:
    """Messages that were sent, or that could not be, latest first."""
    out = console()
    if not found:
        out.print("Chưa gửi thông báo nào." if is_sent else "Không có thông báo nào gửi không được.")
        return
    latest = list(reversed(found))
    shown = latest if everything else latest[:MAX_ROWS]
    headings = ("Gửi lúc", "Gửi đến", "Tiêu đề") if is_sent else ("Gửi đến", "Tiêu đề", "Đang", "Vì sao")
    table = Table(*headings, box=None, header_style="bold")
    for message in shown:
        content = Content.from_json(message.content)
        if is_sent:
            table.add_row(_moment(message.ended_at), content.to, content.subject)
        else:
            table.add_row(content.to, content.subject, _stand(message), message.reason)
    out.print(table)
    _show_more(len(latest) - len(shown))


def _stand(message: Message) -> str:
    tried = f"đã thử {message.attempts} lần"
    if message.state is MessageState.GIVEN_UP:
        return f"{_STATES[message.state]}, {tried}"
    return f"{tried}, thử lại sau {_moment(message.next_at)}"


def message_rows(found: Sequence[Message]) -> Iterator[tuple[str, ...]]:
    """The heading, then one row per message."""
    yield MESSAGE_HEADINGS
    for message in found:
        content = Content.from_json(message.content)
        yield (
            message.key,
            tokens.date_long(message.status_date),
            content.to,
            content.subject,
            _moment(message.recorded_at),
            _moment(message.ended_at),
            str(message.attempts),
            message.reason,
        )


def show_digests(composed: Composed) -> None:
    """Every message that would be made now, as its reader would have it."""
    out = console()
    for digest in composed.digests:
        rule = Text.assemble(
            ("Gửi đến: ", "dim"), (digest.mailbox.title, "bold"), (f" [{digest.mailbox.name}]", "dim")
        )
        out.print(rule, soft_wrap=True)
        out.print(Text.assemble(("Tiêu đề: ", "dim"), digest.content.subject), soft_wrap=True)
        out.print(Text(f"\n{text_of(digest.content)}"), soft_wrap=True)
    lacking = len(composed.unaddressed)
    note = f" {lacking} thông báo chưa có địa chỉ nào để gửi." if lacking else ""
    out.print(Text(f"{len(composed.digests)} thư sẽ được lập; chưa ghi, chưa gửi gì.{note}", "dim"))


def show_sent(sent: Sent) -> None:
    """What was sent, and what could not be and why."""
    out = console()
    for attempt in sent.attempts:
        to = Content.from_json(attempt.message.content).to
        if attempt.state is MessageState.SENT:
            out.print(Text.assemble(("✓ ", "bold green"), to), soft_wrap=True)
        else:
            out.print(
                Text.assemble(("✗ ", "bold red"), f"{to}: {attempt.reason} ({_STATES[attempt.state]})"),
                soft_wrap=True,
            )
    total = len(sent.attempts)
    text = f"Đã gửi {sent.delivered}/{total} thư." if total else "Không có thư nào phải gửi lúc này."
    if sent.unaddressed:
        text += f" {len(sent.unaddressed)} thông báo chưa có địa chỉ nào để gửi."
    out.print(Text(text, "bold"))


def write_csv_file(path: Path, rows: Iterator[tuple[str, ...]]) -> None:
    """Rows as a table that a spreadsheet opens.

    Raises:
        WriteError: the file cannot be written.
    """
    write_csv(path, rows)
    console().print(Text(f"Đã ghi {path}"), soft_wrap=True)


def _show_more(count: int) -> None:
    if count > 0:
        text = f"… và {tokens.number(count)} dòng nữa: thêm --all để in hết, --csv TỆP để ghi ra bảng."
        console().print(Text(text, "dim"))


def _moment(moment: datetime | None) -> str:
    """An instant by clocks in Vietnam; empty for none."""
    return f"{moment.astimezone(VIETNAM):%H:%M %d/%m/%Y}" if moment else ""
