"""What approvals, rejections and withdrawals add to what is recorded, or why they are refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from daihoi.domain.record import ActivityKey, Event, EventKind, Statement
from daihoi.errors import InputErrors
from daihoi.intake.rows import PreparedRow
from daihoi.store.admission import Admitted, admit
from daihoi.store.admission_remarks import sentences

NOON = datetime(2020, 3, 2, 5, 0, tzinfo=UTC)
DOSSIER = ("draft", "submit")
FEB_20, FEB_24, FEB_25, FEB_26 = (date(2020, 2, d) for d in (20, 24, 25, 26))


def row(activity: str, day: date, kind: EventKind = EventKind.REPORT, **said: Any) -> PreparedRow:
    """A row about an activity of the unit U; ``done=True`` says that it was over on ``day``."""
    if said.pop("done", False):
        said |= {"actual_finish": day, "percent": 100}
    is_gate = activity == "gate"
    statement = Statement("U", activity, kind, day, **said)
    dossier = DOSSIER if is_gate else ()
    return PreparedRow(statement, "t.csv", 2, "cột «Kết thúc»", is_gate, dossier=dossier)


def done(activity: str, day: date, **more: Any) -> PreparedRow:
    return row(activity, day, done=True, **more)


def approval(day: date = FEB_25, document: str = "5-TB", **more: Any) -> PreparedRow:
    return row("gate", day, EventKind.APPROVE, done=True, document_number=document, **more)


def rejection(day: date = FEB_25, document: str = "6-TB", **more: Any) -> PreparedRow:
    return row("gate", day, EventKind.REJECT, document_number=document, **more)


def mended(activity: str, day: date, **more: Any) -> PreparedRow:
    return row(activity, day, EventKind.CORRECT, done=True, reason="ghi nhầm", **more)


def void(activity: str, day: date, reason: str = "nhầm chi bộ") -> PreparedRow:
    return row(activity, day, EventKind.VOID, reason=reason)


class Log:
    """Rows recorded one after the other, as the store does it."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def admit(self, *rows: PreparedRow) -> list[Admitted]:
        return admit(rows, self.histories, len(self.events))

    def record(self, *rows: PreparedRow) -> list[Event]:
        """Records rows one file each; gives the events of the last."""
        new: list[Event] = []
        for one in rows:
            new = [self._event(admitted) for admitted in self.admit(one)]
        return new

    def record_together(self, *rows: PreparedRow) -> list[Event]:
        return [self._event(admitted) for admitted in self.admit(*rows)]

    def _event(self, new: Admitted) -> Event:
        version = len(self.histories.get(new.statement.key, ())) + 1
        seq = len(self.events) + 1
        self.events.append(Event(seq, NOON, "v", 1, version, new.corrects, new.statement, f"{seq:064x}"))
        return self.events[-1]

    @property
    def histories(self) -> dict[ActivityKey, Sequence[Event]]:
        found: dict[ActivityKey, Sequence[Event]] = {}
        for event in self.events:
            found[event.statement.key] = [*found.get(event.statement.key, ()), event]
        return found


@pytest.fixture
def log() -> Log:
    """Draft and submission reported as over (events 1 and 2)."""
    made = Log()
    made.record(done("draft", FEB_20), done("submit", FEB_24))
    return made


@pytest.fixture
def refused(log: Log) -> Callable[..., str]:
    def why(*rows: PreparedRow) -> str:
        before = len(log.events)
        with pytest.raises(InputErrors) as caught:
            log.record_together(*rows)
        assert len(log.events) == before
        assert len(caught.value.problems) == 1
        problem = caught.value.problems[0]
        return f"{problem.what.partition(': ')[2]} → {problem.remedy}"

    return why


Refused = Callable[..., str]


# Approvals of a dossier


def test_an_approval_of_a_whole_dossier_needs_no_remark(log: Log) -> None:
    (new,) = log.admit(approval())
    assert (new.remarks, new.corrects) == ((), None)


def test_an_approval_of_what_nobody_reported_is_recorded_with_a_remark() -> None:
    (new,) = Log().admit(approval())
    assert new.remarks == ("duyệt khi chưa ai báo 2 việc của hồ sơ: «draft», «submit»",)
    assert sentences([new]) == [
        "«U», việc «gate»: duyệt khi chưa ai báo 2 việc của hồ sơ: «draft», «submit»."
    ]


def test_an_approval_of_what_is_reported_as_unfinished_is_refused() -> None:
    other = Log()
    other.record(row("draft", FEB_20, percent=80), done("submit", FEB_24))
    with pytest.raises(InputErrors, match=r"«draft» đang ghi chưa xong đến ngày 20/02/2020 \(sự kiện số 1\)"):
        other.record(approval())


def test_an_approval_before_its_dossier_was_whole_is_refused(refused: Refused) -> None:
    assert refused(approval(date(2020, 2, 21))) == (
        "hồ sơ chưa đủ: việc «submit» đang ghi xong ngày 24/02/2020, sau ngày duyệt (sự kiện số 2) → báo "
        "xong việc ấy trước hoặc trong cùng tệp; ngày đã báo sai thì sửa"
    )


def test_a_rejection_does_not_ask_for_a_whole_dossier() -> None:
    assert len(Log().admit(rejection())) == 1


def test_the_order_of_rows_in_a_file_means_nothing() -> None:
    log = Log()
    new = log.record_together(approval(), done("submit", FEB_24), done("draft", FEB_20))
    assert [event.statement.activity for event in new] == ["submit", "draft", "gate"]
    assert log.admit(approval()) == []


def test_unfinished_work_in_the_same_file_refuses_the_approval() -> None:
    with pytest.raises(InputErrors, match=r"việc «draft» đang ghi chưa xong .* \(dòng khác của tệp này\)"):
        Log().admit(approval(), row("draft", FEB_24, percent=50), done("submit", FEB_24))


def test_work_that_is_taken_back_in_the_same_file_was_never_reported(log: Log) -> None:
    *_, new = log.admit(approval(), void("draft", FEB_20))
    assert new.remarks == ("duyệt khi chưa ai báo 1 việc của hồ sơ: «draft»",)


def test_nobody_has_seen_what_is_not_recorded_yet(refused: Refused, log: Log) -> None:
    assert refused(approval(approves=3)) == (
        "duyệt bản đến số 3, sổ ghi mới đến số 2 → ghi số của sổ ghi in ở chân báo cáo mà cấp duyệt đã xem"
    )
    assert log.admit(approval(approves=2))[0].statement.approves == 2


# The same approval again


def test_the_same_approval_again_adds_nothing(log: Log) -> None:
    log.record(approval())
    assert log.admit(approval()) == []
    assert log.admit(approval(approves=2)) == []


def test_what_an_approval_lacked_is_added_without_approving_anew(log: Log) -> None:
    log.record(approval(), mended("draft", FEB_24))
    (new,) = log.record(approval(document_date=FEB_24, evidence_sha256="a" * 64))
    assert (new.statement.document_date, new.statement.evidence_sha256) == (FEB_24, "a" * 64)
    assert new.statement.approves == 2
    # And what was added stays when only the other is told again.
    assert log.admit(approval(document_date=FEB_24)) == []


@pytest.mark.parametrize(
    ("again", "what"),
    [
        ({"document_date": FEB_25}, "đã ghi ngày văn bản 24/02/2020 (sự kiện số 3), dòng này ghi 25/02/2020"),
        ({"evidence_sha256": "b" * 64}, "đã giữ một tệp minh chứng khác cho văn bản này (sự kiện số 3)"),
        ({"approves": 1}, "đã ghi duyệt bản đến số 2 (sự kiện số 3), dòng này ghi đến số 1"),
    ],
)
def test_another_paper_for_the_same_document_is_refused(
    again: dict[str, Any], what: str, log: Log, refused: Refused
) -> None:
    log.record(approval(document_date=FEB_24, evidence_sha256="a" * 64))
    assert refused(approval(**again)).startswith(what)


@pytest.mark.parametrize(
    "again",
    [approval(FEB_26), approval(document="7-TB"), rejection(FEB_26)],
    ids=["day", "document", "sent back"],
)
def test_while_an_approval_stands_another_decision_contradicts_it(
    again: PreparedRow, log: Log, refused: Refused
) -> None:
    log.record(approval())
    assert "sự kiện số 3" in refused(again)


# After the dossier changed


def changed(log: Log) -> None:
    log.record(approval(), mended("draft", FEB_24))


def test_a_new_document_approves_a_changed_dossier(log: Log) -> None:
    changed(log)
    (new,) = log.record(approval(FEB_26, "7-TB"))
    assert (new.seq, new.corrects, new.statement.approves) == (5, None, None)


def test_the_same_document_approves_it_when_it_says_what_was_seen(log: Log) -> None:
    changed(log)
    assert log.admit(approval()) == []
    assert log.admit(approval(approves=4))[0].statement.approves == 4


def test_a_changed_dossier_may_be_sent_back(log: Log) -> None:
    changed(log)
    assert log.admit(rejection(FEB_26))[0].statement.kind is EventKind.REJECT


def test_a_withdrawal_of_what_was_approved_lets_the_superior_decide_again(log: Log) -> None:
    log.record(approval(), void("submit", FEB_24))
    (new,) = log.admit(approval(FEB_26, "7-TB"))
    assert new.remarks == ("duyệt khi chưa ai báo 1 việc của hồ sơ: «submit»",)


def test_a_change_in_the_same_file_lets_the_superior_decide_again(log: Log) -> None:
    log.record(approval())
    assert len(log.admit(approval(FEB_26, "7-TB"), mended("draft", FEB_24))) == 2


def test_a_new_approval_is_not_older_than_the_one_before(log: Log, refused: Refused) -> None:
    changed(log)
    assert refused(approval(FEB_24, "7-TB")) == (
        "lần duyệt trước ghi ngày 25/02/2020 (sự kiện số 3), dòng này ghi ngày sớm hơn → ghi lần duyệt lại "
        "từ ngày 25/02/2020 trở đi"
    )


def test_a_dossier_that_is_open_again_is_not_approved(log: Log, refused: Refused) -> None:
    log.record(approval())
    log.record(row("draft", FEB_24, EventKind.CORRECT, percent=80, reason="chưa xong"))
    assert "việc «draft» đang ghi chưa xong" in refused(approval(FEB_26, "7-TB"))
    assert "việc «draft» đang ghi chưa xong" in refused(approval(approves=4))


def test_a_correction_of_an_approval_keeps_what_was_approved_and_the_paper(log: Log) -> None:
    log.record(approval(body="S", document_date=FEB_24, evidence_sha256="a" * 64), mended("draft", FEB_24))
    (new,) = log.admit(mended("gate", FEB_24, document_number="5-TB"))
    said = new.statement
    assert (new.corrects, said.approves, said.body) == (3, 2, "S")
    assert (said.document_date, said.evidence_sha256) == (FEB_24, "a" * 64)


def test_a_correction_to_another_document_does_not_take_over_its_paper(log: Log) -> None:
    log.record(approval(document_date=FEB_24, evidence_sha256="a" * 64))
    (new,) = log.admit(mended("gate", FEB_25, document_number="15-TB"))
    assert (new.statement.document_date, new.statement.evidence_sha256) == (None, "")


def test_an_approval_after_a_rejection_is_a_new_decision(log: Log) -> None:
    log.record(rejection())
    assert len(log.admit(approval(FEB_26))) == 1


# Taking back


def test_a_withdrawal_takes_back_the_latest_that_stands(log: Log) -> None:
    (new,) = log.record(void("draft", FEB_20))
    assert (new.statement.kind, new.corrects) == (EventKind.VOID, 1)


def test_a_withdrawal_of_a_correction_leaves_what_was_corrected(log: Log) -> None:
    log.record(mended("draft", FEB_24))
    assert log.record(void("draft", FEB_24))[0].corrects == 3
    assert log.admit(done("draft", FEB_20)) == []
    assert log.admit(void("draft", FEB_20))[0].corrects == 1


def test_an_approval_can_be_taken_back(log: Log) -> None:
    log.record(approval())
    assert log.record(void("gate", FEB_25))[0].corrects == 3
    (new,) = log.admit(approval(FEB_26, "7-TB"))
    assert new.corrects is None


def test_nothing_cannot_be_taken_back(refused: Refused) -> None:
    assert refused(void("congress", FEB_20)) == "không có điều gì đang ghi để hủy → bỏ dòng này"


def test_what_is_about_another_day_is_not_taken_back(refused: Refused) -> None:
    assert refused(void("draft", FEB_24)) == (
        "điều đang ghi là về ngày 20/02/2020 (sự kiện số 1), dòng này hủy số liệu ngày 24/02/2020 → muốn "
        "hủy điều ấy thì ghi Số liệu đến ngày 20/02/2020"
    )


def test_the_same_withdrawal_again_adds_nothing(log: Log) -> None:
    log.record(void("draft", FEB_20))
    assert log.admit(void("draft", FEB_20)) == []


def test_the_same_withdrawal_again_does_not_take_back_what_was_there_before(log: Log) -> None:
    log.record(row("plan", FEB_20, percent=10), row("plan", FEB_24, percent=50), void("plan", FEB_24))
    assert log.admit(void("plan", FEB_24)) == []


def test_an_old_withdrawal_does_not_take_back_what_was_told_anew(log: Log, refused: Refused) -> None:
    log.record(void("draft", FEB_20), done("draft", FEB_20, reason="đúng là có"))
    assert refused(void("draft", FEB_20)) == (
        "nhắc lại lần hủy đã ghi (sự kiện số 3); sau đó đã báo lại (sự kiện số 4) → muốn hủy lần nữa thì "
        "ghi Lý do khác"
    )
    assert log.admit(void("draft", FEB_20, "lại nhầm"))[0].corrects == 4


def test_an_old_file_does_not_tell_again_what_was_taken_back(log: Log, refused: Refused) -> None:
    log.record(void("draft", FEB_20))
    assert refused(done("draft", FEB_20)) == (
        "nhắc lại sự kiện số 1, điều đã được hủy → đúng là có thì ghi kèm Lý do"
    )


def test_a_correction_of_what_was_taken_back_is_refused(log: Log, refused: Refused) -> None:
    log.record(void("draft", FEB_20))
    assert refused(mended("draft", FEB_24)) == "chưa có số liệu nào để sửa → ghi Loại = báo cáo"


def test_an_approval_that_was_taken_back_has_no_day_to_mend(log: Log, refused: Refused) -> None:
    log.record(row("gate", FEB_20, percent=0), approval(), void("gate", FEB_25))
    mend = mended("gate", FEB_26, document_number="5-TB")
    assert refused(mend) == "chưa có lần duyệt nào để sửa ngày → ghi Loại = duyệt và Số văn bản"


def test_two_rows_about_one_activity_are_refused_each(log: Log) -> None:
    with pytest.raises(InputErrors) as caught:
        log.admit(void("draft", FEB_20), replace(done("draft", FEB_20), line=3))
    assert len(caught.value.problems) == 2


def test_a_withdrawal_on_an_older_form_is_stale(log: Log, refused: Refused) -> None:
    log.record(mended("draft", FEB_24))
    old = replace(void("draft", FEB_24), base_version=1)
    assert "dòng này ghi hủy số liệu ngày 24/02/2020" in refused(old)
