"""A message as plain text and as a page of mail; both say the same, and both are the same on every run."""

from __future__ import annotations

from html import escape

from daihoi.notifying.digests import Content, Section

MAX_LINES = 40
"""Lines of a section that are shown; the rest is on the published page."""

SIGNED = "Thư do chương trình theo dõi đại hội tự lập và tự gửi; không cần trả lời."
_LINK = "Xem báo cáo đã công bố:"
_BODY = "font:15px/1.5 Arial,sans-serif;color:#1B2733;max-width:720px"
_SOFT = "color:#52606D"
_HEAD = "font-size:16px;margin:20px 0 6px;border-bottom:1px solid #D5DBE1"


def text_of(content: Content) -> str:
    """The message as plain text."""
    parts = [f"Kính gửi: {content.to}", f"{content.campaign}\n{content.known}"]
    for section in content.sections:
        lines = "\n".join(f"- {line}" for line in _shown(section))
        parts.append(f"{section.title.upper()}\n{lines}")
    parts += [f"{_LINK}\n{content.link}"] if content.link else []
    return "\n\n".join([*parts, *filter(None, [content.asked]), SIGNED]) + "\n"


def html_of(content: Content) -> str:
    """The message as a page: no picture, no script, nothing that would be fetched from anywhere."""
    sections = "".join(_section(section) for section in content.sections)
    url = escape(content.link, quote=True)
    link = f'<p>{_LINK} <a href="{url}">{url}</a></p>' if content.link else ""
    asked = f"<p>{escape(content.asked)}</p>" if content.asked else ""
    return (
        '<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8">'
        f'<title>{escape(content.subject)}</title></head><body style="{_BODY}">'
        f"<p>Kính gửi: <b>{escape(content.to)}</b></p>"
        f'<p>{escape(content.campaign)}<br><span style="{_SOFT}">{escape(content.known)}</span></p>'
        f'{sections}{link}{asked}<p style="{_SOFT}">{escape(SIGNED)}</p></body></html>\n'
    )


def _section(section: Section) -> str:
    lines = "".join(f"<li>{escape(line)}</li>" for line in _shown(section))
    return f'<h2 style="{_HEAD}">{escape(section.title)}</h2><ul>{lines}</ul>'


def _shown(section: Section) -> list[str]:
    more = len(section.lines) - MAX_LINES
    told = [f"… và {more} dòng nữa trên trang báo cáo."] if more > 0 else []
    return [*section.lines[:MAX_LINES], *told]
