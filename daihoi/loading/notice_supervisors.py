"""``config/campaigns/<campaign>/supervisors.yaml`` → which body oversees which units, if any."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from daihoi.domain.notices_rules import Supervisor
from daihoi.domain.personal_data import personal_number
from daihoi.domain.units import UnitTree
from daihoi.errors import ConfigErrors, suggestion
from daihoi.intake.config_text import Problems
from daihoi.intake.yaml_file import Section, read_sound, read_yaml
from daihoi.loading.basis import read_basis
from daihoi.loading.places import ConfigDir

FILE = "supervisors.yaml"
MAX_NAME = 120


def load_supervisors(config: ConfigDir, campaign_code: str, tree: UnitTree) -> tuple[Supervisor, ...]:
    """Who oversees which units of a campaign; nobody where it has no such file.

    Args:
        config: the configuration.
        campaign_code: folder name of the campaign.
        tree: its units as they are configured, before any ruling.

    Raises:
        ConfigErrors: everything that is wrong in the file, with line and remedy.
        UnknownCodeError: there is no such campaign.
    """
    path = config.campaign_folder(campaign_code) / FILE
    if not path.exists():
        return ()
    problems = Problems()
    top = read_yaml(path, config.place(path), problems)
    found = _read(top, tree) if top is not None else ()
    if problems:
        raise ConfigErrors(problems, "Phân công phụ trách chưa dùng được")
    return found


def _read(top: Section, tree: UnitTree) -> tuple[Supervisor, ...]:
    sections = top.sections("supervisors", required=True)
    top.finish()
    found = read_sound(sections, lambda section: _read_body(section, tree))
    _note_repeated(sections, found)
    return found


def _read_body(section: Section, tree: UnitTree) -> Supervisor:
    code, name = section.code("code"), section.text("name")
    if fault := label_fault(name):
        section.note("name", fault, "ghi tên cơ quan, tổ, chức trách; không ghi tên, số của người")
    units = section.texts("units")
    if not units:
        section.note("units", "chưa nêu đơn vị nào", "viết «units: [mã, mã]»")
    for unit in units:
        if unit not in tree.by_code:
            section.note("units", f"đợt không có đơn vị «{unit}»", suggestion(unit, tree.by_code))
    body = Supervisor(code, name, tuple(units), read_basis(section, whole=False))
    section.finish()
    return body


def label_fault(label: str) -> str:
    """What is wrong with the Vietnamese label of a body; empty when it may be shown and sent."""
    if len(label) > MAX_NAME:
        return f"tên dài {len(label)} ký tự, quá {MAX_NAME}"
    if not label.isprintable():
        return "tên có dấu xuống dòng hoặc ký tự điều khiển"
    kind = personal_number(label)
    return f"tên chứa {kind}" if kind else ""


def _note_repeated(sections: Sequence[Section], found: Sequence[Supervisor]) -> None:
    counts = Counter(body.code for body in found)
    if len(sections) != len(found):
        return
    for section, body in zip(sections, found, strict=True):
        if counts[body.code] > 1:
            section.note("code", f"mã «{body.code}» viết {counts[body.code]} lần", "mỗi nơi phụ trách một mã")
