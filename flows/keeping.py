"""What is done every night for the whole installation: a backup of the log, and its examination."""

from __future__ import annotations

from collections.abc import Sequence

from prefect import flow
from prefect.artifacts import create_markdown_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed

from daihoi import clock
from daihoi.errors import StoreError
from daihoi.store.database import has_log
from daihoi.store.verifying import Verification
from daihoi.workspace import Workspace
from tasks.keeping import Kept, back_up, examine_log
from tasks.noticing import tell_of_damage

NOTHING_TO_KEEP = "Chưa có sổ ghi"
MOST_TOLD = 5


@flow(name="backup", flow_run_name=lambda: f"Sao lưu · {clock.today():%d/%m/%Y}", persist_result=False)
def back_up_log() -> Kept | State[None]:
    """Backs the log up, verifies the copy, and gives up old copies by ``config/service.yaml``."""
    if not _is_there():
        return _nothing()
    kept = back_up()
    create_markdown_artifact(
        f"# Bản sao lưu {kept.name}\n\n{kept.events} sự kiện, đã kiểm tra lại. Bỏ {kept.removed} bản cũ.\n\n"
        f"Mốc: {kept.head or 'chưa có sự kiện nào'}\n",
        "sao-luu",
        f"Sao lưu – {clock.today():%d/%m/%Y}",
    )
    return kept


@flow(
    name="verify", flow_run_name=lambda: f"Kiểm tra sổ ghi · {clock.today():%d/%m/%Y}", persist_result=False
)
def verify_log() -> int | State[None]:
    """Examines the log; returns how many events it has.

    Raises:
        StoreError: the log is not whole; the message holds the first findings, the artifact all of them.
    """
    if not _is_there():
        return _nothing()
    found = examine_log()
    create_markdown_artifact(verdict(found), "kiem-tra-so-ghi", f"Kiểm tra sổ ghi – {clock.today():%d/%m/%Y}")
    if not found.is_whole:
        tell_of_damage(len(found.findings))
        raise StoreError(shortly([finding.what for finding in found.findings]))
    return found.rows["event"]


def shortly(findings: Sequence[str]) -> str:
    """The first findings and how many more there are: a state of a run is one line on a page."""
    more = len(findings) - MOST_TOLD
    rest = [f"và {more} điều khác, xem bản «kiem-tra-so-ghi» của lượt chạy"] if more > 0 else []
    return f"Sổ ghi KHÔNG nguyên vẹn, {len(findings)} điều sai: {' '.join([*findings[:MOST_TOLD], *rest])}"


def verdict(found: Verification) -> str:
    """What was found, as a text in Vietnamese; names no person and no unit that the log does not name."""
    if found.is_whole:
        anchor = found.head.anchor
        last = f" Mốc: {anchor.seq} · {anchor.hash}" if anchor else ""
        return f"# Sổ ghi nguyên vẹn\n\n{found.rows['event']} sự kiện, {found.seals} niêm.{last}\n"
    wrong = "\n".join(f"- {finding.what}\n  → {finding.remedy}" for finding in found.findings)
    return f"# Sổ ghi KHÔNG nguyên vẹn: {len(found.findings)} điều sai\n\n{wrong}\n"


def _is_there() -> bool:
    return has_log(Workspace.from_environment().log_place)


def _nothing() -> State[None]:
    return Completed(name=NOTHING_TO_KEEP, message="Nhập báo cáo trước: daihoi import ĐỢT TỆP.")
