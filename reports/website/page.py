"""The page of one report: what was found first, then who is late, then the charts, then everything else."""

from __future__ import annotations

from reports.tokens import date_long
from reports.website import gallery, sections
from reports.website.facts import Report
from reports.website.markup import document, link, section, text
from reports.website.summary import SUMMARY, summary
from reports.wording import footnotes, overview_finding, pace_finding


def site_files(report: Report) -> dict[str, bytes]:
    """``index.html``, and ``muc-luc.json`` for the page of the whole campaign; parts of the edition."""
    told = {SUMMARY: summary(report)}
    return {**told, gallery.PAGE: report_page(report, told)}


def report_page(report: Report, told: dict[str, bytes]) -> bytes:
    """The page; the same report gives the same bytes."""
    whole = Report(**{**vars(report), "files": {**report.files, **told}})
    title = f"{report.edition.campaign_title} – chốt {date_long(report.edition.status_date)}"
    parts = [
        _header(report),
        sections.changed(report),
        f"<main>{_parts(whole)}</main>",
        _footer(report),
    ]
    return document(title, "\n".join(parts))


def _header(report: Report) -> str:
    first, rest = _finding(report)
    about = f"Báo cáo tiến độ · số liệu đến hết ngày {date_long(report.edition.status_date)}"
    ways = [
        link("#cham", "Chậm ở đâu"),
        link("#viec-gap", "Việc gấp"),
        link("#bieu-do", "Biểu đồ"),
        link("#tai-ve", "Tải về"),
        link("../../index.html", "Các ngày khác"),
    ]
    if gallery.INTERACTIVE in report.files:
        ways.insert(3, link(gallery.INTERACTIVE, "Trang tương tác"))
    return (
        f'<header><p class="about">{text(about)}</p><h1>{text(report.edition.campaign_title)}</h1>'
        f'<p class="finding">{text(first)}</p><p>{text(rest)}</p>'
        f"<nav>{' '.join(ways)}</nav></header>"
    )


def _finding(report: Report) -> tuple[str, str]:
    """The finding in one sentence, and the sentences that follow."""
    first, _, rest = overview_finding(report.overview).partition(". ")
    pace = pace_finding(report.pace)
    return f"{first.rstrip('.')}.", f"{rest} {pace.partition('. ')[2]}".strip()


def _parts(report: Report) -> str:
    whole = gallery.charts(report)
    return "".join(
        [
            section("so-lieu", "Các số chính", sections.figures(report)),
            section("cham", "Chậm ở đâu", sections.organisations(report)),
            section(
                "viec-gap",
                "Việc gấp, và ai phải làm",
                sections.totals(report) + sections.urgent(report) + gallery.worklists(report),
            ),
            section("bieu-do", "Biểu đồ", whole or "<p>Không có biểu đồ.</p>"),
            section("tai-ve", "Tải về", gallery.downloads(report)),
            section("gia-dinh", "Những gì là giả định", _assumptions(report)),
        ]
    )


def _assumptions(report: Report) -> str:
    if not report.edition.assumptions:
        return "<p>Không có.</p>"
    return "<ul>" + "".join(f"<li>{text(said)}</li>" for said in report.edition.assumptions) + "</ul>"


def _footer(report: Report) -> str:
    anchor = footnotes(report.edition)[-1]
    check = ""
    if report.edition.known_seq:
        mark = f"{report.edition.known_seq}:{report.edition.head[:12]}"
        check = f" Kiểm tra sổ ghi còn nguyên: <code>daihoi db anchor --check {text(mark)}</code>."
    made = f"Lập bằng daihoi {report.program}, cấu hình {report.config[:12]}."
    return f"<footer><p>{text(anchor)}.{check} {text(made)}</p></footer>"
