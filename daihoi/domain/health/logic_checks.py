"""Is the network of a unit whole: loose ends, leads, long lags, hammocks that hold nothing, long work."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

import numpy as np

from daihoi.domain.health.findings import Finding, Found
from daihoi.domain.health.picture import Picture
from daihoi.domain.structure import ActivityKind, ActivityTemplate, Level, LinkScope, LinkTemplate

TEMPLATES = "việc trong mẫu"
LINKS = "liên kết trong mẫu"


def no_predecessor(picture: Picture) -> Found:
    """Activities whose start nothing holds back, except the first activity of the whole round."""
    links, size = picture.expansion.network.links, len(picture.expansion.network)
    is_held = np.bincount(links.successor[links.binds_start], minlength=size) > 0
    loose = picture.expansion.is_applicable & ~is_held
    root = picture.assessment.campaign.root.code
    loose[picture.expansion.numbers(root)[0]] = False
    for activity, _ in picture.expansion.external_links:
        loose[picture.expansion.number(root, activity)] = False
    waiting = {a.code for _, a, link in _links_in_use(picture) if link.pilots_exempt}
    return _ends(
        picture,
        [n for n in np.flatnonzero(loose).tolist() if not _is_exempt(picture, n, waiting)],
        "không chờ việc nào để bắt đầu, nên lịch đặt ngay ngày đầu đợt",
        "ghi việc phải chờ ở «links» của việc này",
    )


def no_successor(picture: Picture) -> Found:
    """Activities before a congress whose end nothing waits for."""
    links, size = picture.expansion.network.links, len(picture.expansion.network)
    is_awaited = np.bincount(links.predecessor[links.leaves_finish], minlength=size) > 0
    loose = picture.expansion.is_applicable & ~is_awaited & ~picture.after_congress
    awaited = {link.predecessor for _, _, link in _links_in_use(picture) if link.pilots_exempt}
    return _ends(
        picture,
        [n for n in np.flatnonzero(loose).tolist() if not _is_exempt(picture, n, awaited)],
        "không việc nào chờ việc này xong, nên chậm bao nhiêu cũng không ai thấy",
        "cho đại hội, hoặc việc dùng đến kết quả của nó, chờ việc này",
    )


def _is_exempt(picture: Picture, number: int, codes: Collection[str]) -> bool:
    """Whether the link that is lacking is one from which pilots, and the units below them, are exempt."""
    unit, tree = picture.unit(number), picture.assessment.campaign.tree
    above, below = tree.by_code.get(unit.parent_code), tree.children[unit.code]
    goes_ahead = unit.is_pilot or (above is not None and above.is_pilot)
    goes_ahead = goes_ahead or (bool(below) and all(child.is_pilot for child in below))
    return goes_ahead and picture.expansion.template(number).code in codes


def _ends(picture: Picture, loose: list[int], what: str, remedy: str) -> Found:
    findings = picture.per_template(loose, what, remedy)
    return Found(TEMPLATES, len(templates(picture)), len(findings), findings)


def lead(picture: Picture) -> Found:
    """Links with a negative lag: the successor starts before what it waits for is over."""
    return _lags(picture, lambda days: days < 0, "chia việc trước làm hai, bỏ số ngày âm")


def long_lag(picture: Picture) -> Found:
    """Links with a lag so long that it stands for work that nobody sees."""
    longest = picture.days("long_lag")
    remedy = "thay khoảng chờ bằng một việc có tên, có người làm"
    return _lags(picture, lambda days: days > longest, remedy)


def _lags(picture: Picture, is_flawed: Callable[[int], bool], remedy: str) -> Found:
    used = list(_links_in_use(picture))
    flawed = [item for item in used if is_flawed(item[2].lag_days)]
    flawed.sort(key=lambda item: -abs(item[2].lag_days))
    findings = [_lag(picture, level, activity, link, remedy) for level, activity, link in flawed]
    return Found(LINKS, len(used), len(flawed), findings)


def _lag(
    picture: Picture, level: Level, activity: ActivityTemplate, link: LinkTemplate, remedy: str
) -> Finding:
    calendar = picture.assessment.campaign.calendars[link.lag_calendar or activity.calendar]
    days = str(link.lag_days).replace("-", "−")
    what = f"chờ {days} ngày ({calendar.name}) sau «{awaited_name(picture, link)}», liên kết {link.type.name}"
    return picture.in_template(level, activity, what, remedy)


def hammock_empty(picture: Picture) -> Found:
    """Hammocks that end with nothing: no link holds back their finish."""
    expansion = picture.expansion
    links = expansion.network.links
    holds = ~links.binds_start & expansion.is_applicable[links.predecessor]
    holds_any = np.bincount(links.successor[holds], minlength=len(expansion.network)) > 0
    hammocks = expansion.is_kind(ActivityKind.HAMMOCK) & expansion.is_applicable
    if not hammocks.any():
        return Found.nothing("không có việc kéo dài nào")
    empty = np.flatnonzero(hammocks & ~holds_any)
    findings = picture.per_template(
        empty,
        "việc kéo dài mà không có việc nào bên dưới để theo đến khi xong",
        "theo dõi đại hội điểm: đánh dấu is_pilot trong units.csv; theo việc khác: thêm liên kết FF; "
        "đơn vị không có cấp dưới: ghi parents_only: true",
    )
    return Found("việc kéo dài của các đơn vị", int(hammocks.sum()), int(empty.size), findings)


def long_duration(picture: Picture) -> Found:
    """Work so long that its progress cannot be seen; hammocks are long by nature and left out."""
    longest, used = picture.days("long_duration"), templates(picture)
    remedy = "chia thành các việc ngắn hơn, mỗi việc có sản phẩm riêng"
    work = [(level, a) for level, a in used if a.kind is not ActivityKind.HAMMOCK]
    long = sorted((item for item in work if item[1].duration_days > longest), key=_days, reverse=True)
    findings = [
        picture.in_template(level, a, f"kéo dài {a.duration_days} ngày liền", remedy) for level, a in long
    ]
    own = [d for d in picture.assessment.campaign.durations if d.duration_days > longest]
    findings += [
        picture.at(
            picture.expansion.number(d.unit_code, d.activity),
            f"kế hoạch riêng của đơn vị cho {d.duration_days} ngày liền",
            remedy,
        )
        for d in sorted(own, key=lambda d: -d.duration_days)
    ]
    total = len(work) + len(picture.assessment.campaign.durations)
    return Found("việc trong mẫu và kế hoạch riêng", total, len(findings), findings)


def templates(picture: Picture) -> list[tuple[Level, ActivityTemplate]]:
    """The activities of the templates that any unit has."""
    expansion = picture.expansion
    return [
        (block.level, activity)
        for block in expansion.blocks.values()
        for activity in block.level.activities
        if expansion.is_applicable[block.column(activity.code)].any()
    ]


def _links_in_use(picture: Picture) -> Iterator[tuple[Level, ActivityTemplate, LinkTemplate]]:
    present = {activity.code for _, activity in templates(picture)}
    has_pilots = any(unit.is_pilot for unit in picture.assessment.campaign.tree.units)
    for level, activity in templates(picture):
        for link in activity.links:
            is_answered = link.scope is not LinkScope.PILOT_CHILDREN or has_pilots
            if link.predecessor in present and is_answered:
                yield level, activity, link


def awaited_name(picture: Picture, link: LinkTemplate) -> str:
    """The Vietnamese name of what a link waits for."""
    level = picture.assessment.campaign.structure.level_of_activity[link.predecessor]
    return level.activities[level.position[link.predecessor]].name


def _days(item: tuple[Level, ActivityTemplate]) -> int:
    return item[1].duration_days
