"""Marks of the page: a symbol for every state, and the legend."""

from __future__ import annotations

from daihoi.domain.states import ActivityState
from reports.tokens import STATES, StateStyle

WORDS = {
    "own": "Việc của chính đơn vị này",
    "held": "đã ĐH",
    "only": "Chỉ xem đơn vị này",
    "links": ["", "bắt đầu rồi mới bắt đầu", "xong rồi mới xong", "bắt đầu rồi mới xong"],
}
"""What the script says; ``links`` by place in ``LinkType`` (FS, the usual, is not said)."""

FILTERS = (
    ("late", ActivityState.OVERDUE, "Trễ", "Quá hạn, hoặc theo tiến độ này sẽ làm lỡ một hạn"),
    (
        "held",
        ActivityState.NOT_YET_POSSIBLE,
        "Đang bị giữ",
        "Đã đến ngày bắt đầu theo kế hoạch mà việc trước chưa xong",
    ),
    ("mute", ActivityState.UNREPORTED, "Chưa báo cáo", "Chưa ai báo cáo, nhưng việc sau nó đã bắt đầu"),
    ("gate", ActivityState.WAITING_FOR_APPROVAL, "Chờ duyệt", "Hồ sơ ở cấp trên, chờ văn bản duyệt"),
)
"""Name in the script and in addresses, state whose mark it bears, label, explanation."""

TERMS = {
    "state": "Tình trạng",
    "congress": "Đại hội",
    "now": "Thời gian",
    "plan": "Kế hoạch gốc",
    "shift": "So kế hoạch",
    "limit": "Hạn",
    "spare": "Dự trữ",
    "held": "Bị giữ bởi",
    "count": "Đã tổ chức",
    "late": "Trễ",
    "waits": "Còn phải chờ",
    "who": "Trách nhiệm",
    "proof": "Xong khi có",
    "code": "Mã đơn vị",
}
"""What the detail of a row may tell, in this order; terms without a value are hidden."""

_BOX = '<rect x="1.5" y="1.5" width="11" height="11" rx="1.5"'
_BANG = '<path d="M6 3h2l-.4 5H6.4zM6.2 9.2h1.6v1.7H6.2z" fill="#fff"/>'
_GATE = "M1 2h12v3h-1v7.5H9.5V5h-5v7.5H2V5H1z"
_DIAMOND = "M7 1l6 6-6 6-6-6z"


def symbols() -> str:
    """One ``<symbol>`` per state, ``m0`` to ``m7``: the shapes of ``tokens.STATES``."""
    return "".join(
        f'<symbol id="m{int(state)}" viewBox="0 0 14 14">{_mark(style)}</symbol>'
        for state, style in STATES.items()
    )


def chips() -> str:
    """A button per filter; the script writes how many there are."""
    return "".join(
        f'<button data-filter="{name}" aria-pressed="false" title="{why}"><svg width="14" height="14" '
        f'aria-hidden="true"><use href="#m{int(state)}"/></svg>{label}<b></b></button>'
        for name, state, label, why in FILTERS
    )


def terms() -> str:
    """The empty list of what is told of a row."""
    return "".join(f'<div data-of="{name}"><dt>{term}</dt><dd></dd></div>' for name, term in TERMS.items())


def legend(level: str) -> str:
    """States first, then what is drawn beside the tree.

    Args:
        level: short name of the level whose congresses are counted, safe for HTML.
    """
    states = [
        (f'<use href="#m{int(state)}" width="14" height="14" x="6"/>', style.label)
        for state, style in STATES.items()
        if state is not ActivityState.NOT_APPLICABLE
    ]
    return "".join(
        f'<span><svg width="26" height="14" aria-hidden="true">{mark}</svg>{label}</span>'
        for mark, label in [*states, *_bars(level)]
    )


def _mark(style: StateStyle) -> str:
    edge = f'fill="{style.fill}" stroke="{style.edge}"'
    drawn = {
        "none": "",
        "empty": f"{_BOX} {edge}/>",
        "dot": f'{_BOX} {edge}/><circle cx="7" cy="7" r="2" fill="{style.edge}"/>',
        "half": f'{_BOX} fill="#fff" stroke="{style.edge}"/><path d="M2 2h5v10H2z" fill="{style.fill}"/>',
        "gate": f'<path d="{_GATE}" {edge}/>',
        "bang": f"{_BOX} {edge}/>{_BANG}",
        "dotted": f'{_BOX} {edge} stroke-dasharray="2 1.6"/>',
        "full": f"{_BOX} {edge}/>",
    }
    return drawn[style.mark]


def _bars(level: str) -> tuple[tuple[str, str], ...]:
    return (
        ('<path class="dn" d="M0 3h14v8H0z"/><path class="rs" d="M14 3h11v8H14z"/>', "đã làm / còn lại"),
        ('<path class="cr" d="M1 3h24v8H1z"/><path class="ch" d="M1 3h24v8H1z"/>', "hết dự trữ, sẽ lỡ hạn"),
        ('<path class="iv" d="M1 3h24v8H1z"/>', "chưa báo cáo, suy ra"),
        ('<path class="bl" d="M0 5h26v4H0z"/>', "kế hoạch gốc"),
        ('<path class="fl" d="M0 7h24m0-3v6"/>', "dự trữ"),
        (
            '<path class="ba" d="M0 14L7 9 13 6v8z"/><path class="bu" d="M13 14V6l12-4v12z"/>'
            '<path class="bp" d="M0 12L10 4 25 1"/>',
            f"{level} đã đại hội, dự kiến; đường cam: kế hoạch",
        ),
        (
            f'<path class="cg" d="{_DIAMOND}"/><path class="hd" transform="translate(12)" d="{_DIAMOND}"/>',
            "đại hội: dự kiến / đã tổ chức",
        ),
        ('<path class="st" d="M13 0v14"/>', "ngày chốt"),
        ('<path class="dl" d="M13 0v14"/>', "hạn của đơn vị"),
        ('<path class="of" d="M5 1h16v12H5z"/>', "Tết, ngày lễ"),
    )
