"""Labels of bodies in notices, and the file in which an earlier version kept who oversees which units."""

from __future__ import annotations

from daihoi.domain.personal_data import personal_number
from daihoi.errors import ConfigErrors
from daihoi.intake.config_text import Problems
from daihoi.loading.places import ConfigDir

FILE = "supervisors.yaml"
MAX_NAME = 120


def refuse_old_file(config: ConfigDir, campaign_code: str) -> None:
    """Who oversees units stands in the register of supervision; a file that nobody reads would mislead.

    Raises:
        ConfigErrors: the campaign has such a file.
        UnknownCodeError: there is no such campaign.
    """
    path = config.campaign_folder(campaign_code) / FILE
    if not path.exists():
        return
    problems = Problems()
    remedy = "ghi từng đơn vị vào sổ phân công theo dõi (daihoi register form), rồi xóa tệp này"
    problems.note(config.place(path), 1, "tệp này không còn được đọc", remedy)
    raise ConfigErrors(problems, "Phân công phụ trách nay ghi ở sổ phân công theo dõi")


def label_fault(label: str) -> str:
    """What is wrong with the Vietnamese label of a body; empty when it may be shown and sent."""
    if len(label) > MAX_NAME:
        return f"tên dài {len(label)} ký tự, quá {MAX_NAME}"
    if not label.isprintable():
        return "tên có dấu xuống dòng hoặc ký tự điều khiển"
    kind = personal_number(label)
    return f"tên chứa {kind}" if kind else ""
