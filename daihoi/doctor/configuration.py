"""The configuration: found, readable, and in a place where an upgrade does not replace it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from daihoi.doctor.findings import Finding, broken, fine, warning
from daihoi.doctor.installation import Installation
from daihoi.doctor.log_access import readable_log
from daihoi.domain.campaign import Campaign
from daihoi.errors import DaihoiError
from daihoi.loading import ConfigDir, find_config, load_campaign
from daihoi.loading.access import load_access_matrix
from daihoi.loading.service_config import load_service_settings

TOPIC = "Cấu hình"


def configuration(here: Installation) -> Iterator[Finding]:
    """Every campaign, the rights and the settings of the service."""
    try:
        config = find_config(here.workspace.config)
    except DaihoiError as error:
        yield broken(
            TOPIC, str(error), "Không lệnh nào chạy được.", "Chỉ rõ bằng --config THƯ_MỤC hoặc DAIHOI_CONFIG."
        )
        return
    troubles = [*_files(config), *_campaigns(config), *_strangers(here, config), *_inside(here, config)]
    yield from troubles
    if not troubles:
        yield fine(TOPIC, f"{config.root}: {len(config.campaign_codes())} đợt, đều dùng được")


def campaigns_of(here: Installation) -> list[Campaign]:
    """The campaigns that can be read; what is wrong with the others is told by ``configuration``."""
    try:
        config = find_config(here.workspace.config)
    except DaihoiError:
        return []
    found = (_loaded(config.root, code) for code in config.campaign_codes())
    return [campaign for campaign in found if isinstance(campaign, Campaign)]


@lru_cache(maxsize=64)
def _loaded(root: Path, code: str) -> Campaign | str:
    """A campaign, or what is wrong with it; two checks ask for the same."""
    try:
        return load_campaign(ConfigDir(root), code)
    except DaihoiError as error:
        return str(error)


def _files(config: ConfigDir) -> Iterator[Finding]:
    for name, load in (("access.yaml", load_access_matrix), ("service.yaml", load_service_settings)):
        try:
            load(config)
        except DaihoiError as error:
            yield broken(
                TOPIC,
                _first_lines(str(error)),
                "Phân quyền không đọc được: mọi lệnh bị từ chối."
                if name == "access.yaml"
                else "Dịch vụ không bật được.",
                f"Sửa {config.root / name} ở các dòng đã nêu.",
            )


def _campaigns(config: ConfigDir) -> Iterator[Finding]:
    for code in config.campaign_codes():
        told = _loaded(config.root, code)
        if isinstance(told, str):
            yield broken(
                TOPIC,
                _first_lines(told),
                f"Không tính được đợt {code}; các lần chạy theo lịch của đợt ấy đều hỏng.",
                f"Sửa các chỗ đã nêu, rồi kiểm tra: daihoi validate {code}",
            )


def _strangers(here: Installation, config: ConfigDir) -> Iterator[Finding]:
    """Campaigns that the log speaks of and the configuration does not."""
    with readable_log(here) as run:
        told = {str(row[0]) for row in run("select distinct campaign_code from batch")} if run else set()
    missing = sorted(told - set(config.campaign_codes()))
    if missing:
        yield warning(
            TOPIC,
            f"sổ ghi có số liệu của đợt {', '.join(missing)}, cấu hình không có",
            "Không tính được các đợt ấy nữa; hay gặp khi --config trỏ sai thư mục.",
            f"Đặt lại thư mục của đợt vào {config.root / 'campaigns'}, hoặc sửa --config / DAIHOI_CONFIG.",
        )


def _inside(here: Installation, config: ConfigDir) -> Iterator[Finding]:
    """The copy that travels with the program is fine for a trial, not for work."""
    with readable_log(here) as run:
        if run is None or not config.root.is_relative_to(here.package):
            return
    yield warning(
        TOPIC,
        f"đang dùng bản cấu hình nằm trong chương trình ({config.root})",
        "Nâng cấp chương trình sẽ thay cả thư mục ấy: điều đã sửa bị mất.",
        f"Chép ra ngoài một lần: cp -r {config.root} config; chạy từ thư mục này, hoặc đặt DAIHOI_CONFIG.",
    )


def _first_lines(text: str, most: int = 4) -> str:
    lines = text.splitlines()
    return "\n".join(lines[:most]) + (f"\n  … và {len(lines) - most} dòng nữa" if len(lines) > most else "")
