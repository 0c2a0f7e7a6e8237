"""What an administrator is told of the sending, and what notices are made from in an installation."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from daihoi.loading import find_config
from daihoi.notifying.facts import upkeep_of
from daihoi.notifying.sending import announce
from daihoi.notifying.troubles import Trouble, troubles
from daihoi.store.outbox_writing import opened
from tests.notifying.servers import mail_host
from tests.notifying.test_sending import DAY, OVERDUE, at
from tests.notifying.told import MORNING, delivery, ground

CONFIG = find_config(Path(__file__).parents[2] / "config")
ADDRESSES = """\
mail: {host: 127.0.0.1, port: 25, security: none, sender: dh@x.vn, sender_name: Ban Tổ chức}
recipients:
  - {unit: D.A, mail: a@x.vn}
"""


def found(data: Path, later: timedelta = timedelta(0)) -> list[Trouble]:
    return troubles(CONFIG, data, data / "daihoi.db", {}, MORNING + later)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with addresses, a log, and a message that nobody takes."""
    (tmp_path / "notices.yaml").write_text(ADDRESSES, "utf-8")
    with mail_host() as host:
        pass
    announce(tmp_path / "daihoi.db", ground(rules=OVERDUE), delivery(host.port, D_A="a@x.vn"), at())
    return tmp_path


def test_where_nothing_is_set_up_nothing_is_wrong(tmp_path: Path) -> None:
    assert found(tmp_path) == []


def test_a_message_that_waits_for_its_next_attempt_is_no_trouble(data: Path) -> None:
    assert found(data) == []
    assert found(data, timedelta(hours=23)) == []


def test_a_message_that_nobody_tries_for_a_day_is(data: Path) -> None:
    (told,) = found(data, 2 * DAY)
    assert told.what == "1 thông báo chờ hơn một ngày mà không ai gửi."
    assert "daihoi notices send thu" in told.remedy


def test_what_was_given_up_is_told_with_its_reason_for_a_month(data: Path) -> None:
    with opened(data / "daihoi.db") as outbox:
        late = MORNING + 4 * DAY
        message = outbox.claim("thu", late)
        assert message is not None
        outbox.note_failed(message, "máy thư không trả lời", late, ground().rules.retry)
    (told,) = found(data, 5 * DAY)
    assert told.what == "1 thông báo đã thôi gửi trong 30 ngày qua; lần cuối vì: máy thư không trả lời."
    assert "daihoi notices send thu --retry" in told.remedy
    assert found(data, 40 * DAY) == []


def test_a_broken_file_of_addresses_is_a_trouble_not_an_error(data: Path) -> None:
    (data / "notices.yaml").write_text("mail: {}\n", "utf-8")
    (told,) = found(data)
    assert "thiếu «host»" in told.what


@pytest.mark.parametrize(
    ("names", "last"),
    [
        ([], None),
        (["daihoi-20200301-230000.db", "daihoi-20200228-230000-2.db"], date(2020, 3, 1)),
        (["daihoi-20200303-010101-truoc-nang-cap.db"], date(2020, 3, 3)),
        (["daihoi-99999999-000000.db", "khac.db", "daihoi-20200301-230000.db.txt"], None),
    ],
)
def test_the_last_backup_is_found_by_its_name(names: list[str], last: date | None, tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()
    for name in names:
        (tmp_path / "backups" / name).touch()
    assert upkeep_of(tmp_path).backup_on == last
    assert upkeep_of(tmp_path / "nowhere").backup_on is None
