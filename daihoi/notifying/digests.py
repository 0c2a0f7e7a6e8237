"""All that one mailbox is told on one day, as one message: sections of lines, most serious first."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from daihoi.domain.notices import Ground, Notice
from daihoi.domain.notices_rules import NoticeKind
from daihoi.domain.units import Unit, UnitTree
from daihoi.loading.notice_posts import Delivery
from daihoi.notifying import wording
from daihoi.notifying.mailboxes import Mailbox, mailbox_of
from daihoi.store.outbox import NewMessage
from reports import tokens

REPORT_PAGE = "index.html"
ASKED = "Việc đã làm xong mà còn ghi ở đây là chưa có báo cáo: đề nghị báo cáo để số liệu được cập nhật."
MAX_LINES = 12
"""A section of more lines is told in brief: one line for each body, with the rest on the published page."""


@dataclass(frozen=True)
class Section:
    """Lines about one kind of thing, under a title."""

    title: str
    lines: Sequence[str]


@dataclass(frozen=True)
class Content:
    """What a message says, all of it Vietnamese and on single lines; stored as JSON until it is sent.

    Attributes:
        subject: title of the message.
        to: the body that is addressed.
        campaign: title of the campaign.
        known: which day and which part of the log it rests on.
        sections: what is told.
        link: address of the published page; empty for none.
        asked: what the reader is asked to do; empty for nothing.
    """

    subject: str
    to: str
    campaign: str
    known: str
    sections: Sequence[Section]
    link: str
    asked: str

    def to_json(self) -> str:
        """The stored form."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Content:
        """What a stored form says."""
        said = json.loads(text)
        sections = tuple(Section(part["title"], tuple(part["lines"])) for part in said.pop("sections"))
        return cls(sections=sections, **said)


@dataclass(frozen=True)
class Digest:
    """A message to one mailbox, before it is put into the outbox."""

    mailbox: Mailbox
    notices: Sequence[Notice]
    content: Content

    def message(self) -> NewMessage:
        """What the outbox takes."""
        edition, first = self.notices[0].edition, self.notices[0]
        kind = first.kind.value if first.is_at_once else "digest"
        parts = (edition.campaign_code, edition.status_date.isoformat(), self.mailbox.name, kind)
        # What is sent at once may come several times a day, about different things.
        extra = [_digest([n.key for n in self.notices])] if first.is_at_once else []
        return NewMessage(
            "/".join([*parts, *extra]),
            edition.campaign_code,
            self.mailbox.name,
            edition.status_date,
            edition.known_seq,
            self.content.to_json(),
            [notice.key for notice in self.notices],
        )


@dataclass(frozen=True)
class Composed:
    """Messages made from notices, and the notices for which there is no address."""

    digests: Sequence[Digest]
    unaddressed: Sequence[Notice]


def compose(ground: Ground, notices: Iterable[Notice], delivery: Delivery) -> Composed:
    """Gathers notices by the mailboxes that they go to: one message a day, and urgent ones by themselves."""
    tree = ground.assessment.campaign.tree
    gathered: dict[tuple[Mailbox, NoticeKind | None], list[Notice]] = {}
    unaddressed = []
    for notice in notices:
        mailbox = mailbox_of(notice.addressee, tree, delivery.posts)
        if mailbox is None:
            unaddressed.append(notice)
        else:
            gathered.setdefault((mailbox, notice.kind if notice.is_at_once else None), []).append(notice)
    link = _link(ground, delivery)
    digests = [Digest(box, told, _content(ground, box, told, link)) for (box, _), told in gathered.items()]
    return Composed(digests, unaddressed)


def _link(ground: Ground, delivery: Delivery) -> str:
    """The page of the latest published report."""
    if not delivery.link or ground.report is None:
        return ""
    code, day = ground.assessment.edition.campaign_code, ground.report.status_date.isoformat()
    return f"{delivery.link}/{code}/{day}/{REPORT_PAGE}"


def _content(ground: Ground, mailbox: Mailbox, notices: Sequence[Notice], link: str) -> Content:
    edition = ground.assessment.edition
    day = tokens.date_long(edition.status_date)
    sections = list(_sections(ground, mailbox, notices))
    counts = ", ".join(wording.counted(kind, len(things)) for kind, things in _by_kind(notices).items())
    return Content(
        subject=wording.one_line(f"{counts[:1].upper()}{counts[1:]} – chuẩn bị đại hội, ngày {day}"),
        to=wording.one_line(mailbox.title),
        campaign=wording.one_line(edition.campaign_title),
        known=f"Số liệu đến hết ngày {day}; sổ ghi đến số {edition.known_seq}.",
        sections=sections,
        link=link,
        asked=ASKED if any(notice.activity for notice in notices) else "",
    )


def _sections(ground: Ground, mailbox: Mailbox, notices: Sequence[Notice]) -> Iterator[Section]:
    campaign = ground.assessment.campaign
    levels = {level.code: level.short_name for level in campaign.structure.levels}
    for kind, things in _by_kind(notices).items():
        title = wording.counted(kind, len(things)) if things[0].activity else wording.TITLES[kind]
        lines = [_line(group, mailbox.home, campaign.tree, levels) for group in _groups(things, mailbox)]
        if len(lines) > MAX_LINES:
            lines = _in_brief(things, mailbox.home or campaign.root, campaign.tree)
        yield Section(f"{title[:1].upper()}{title[1:]}", lines)


def _by_kind(notices: Sequence[Notice]) -> dict[NoticeKind, list[Notice]]:
    """Kind → its notices, each thing once, most urgent first; kinds in the order of a message.

    A mailbox that stands in for others is told of the same thing as itself and as them.
    """
    found: dict[NoticeKind, dict[object, Notice]] = {}
    for notice in notices:
        thing = (notice.unit.code, notice.activity.code if notice.activity else "")
        found.setdefault(notice.kind, {}).setdefault(thing, notice)
    return {
        kind: sorted(found[kind].values(), key=lambda notice: -notice.days)
        for kind in wording.TITLES
        if kind in found
    }


def _groups(things: Sequence[Notice], mailbox: Mailbox) -> list[list[Notice]]:
    """What can be told in one line: the same activity below the same body; own work by itself, and first."""
    groups: dict[object, list[Notice]] = {}
    for notice in things:
        is_own = notice.unit == mailbox.home or notice.activity is None
        what = notice.activity.code if notice.activity else notice.kind
        below = notice.unit.code if is_own else notice.unit.parent_code
        groups.setdefault((is_own, below, notice.unit.level, what), []).append(notice)
    return sorted(groups.values(), key=lambda group: group[0].unit != mailbox.home)


def _line(group: Sequence[Notice], home: Unit | None, tree: UnitTree, levels: Mapping[str, str]) -> str:
    first = group[0]
    if len(group) == 1:
        return wording.sentence(first, home)
    above = tree.by_code.get(first.unit.parent_code)
    return wording.gathered(group, levels[first.unit.level], None if above == home else above)


def _in_brief(things: Sequence[Notice], home: Unit, tree: UnitTree) -> list[str]:
    """One line for each body directly below the reader, those with most to do first."""
    groups: dict[str, list[Notice]] = {}
    for notice in things:
        groups.setdefault(_below(notice.unit, home, tree).code, []).append(notice)
    by_size = sorted(groups.items(), key=lambda group: -len(group[1]))
    return [wording.in_brief(told, tree.by_code[code]) for code, told in by_size]


def _below(unit: Unit, home: Unit, tree: UnitTree) -> Unit:
    """The unit directly below ``home`` that a unit belongs to; the unit itself where it is the reader's."""
    while unit != home and unit.parent_code not in ("", home.code):
        unit = tree.by_code[unit.parent_code]
    return unit


def _digest(keys: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(sorted(keys)).encode()).hexdigest()[:16]
