"""Files that people go on with: an edited draft survives whatever the program does afterwards."""

from __future__ import annotations

import io
import json
from pathlib import Path

import docx
import pytest

from daihoi.drafting.keeping import LIST, Outcome, keep
from daihoi.drafting.producing import FinishedError, produce
from daihoi.drafting.template import load_templates
from daihoi.errors import DaihoiError
from reports.office.form import load_form
from tests.drafting.entries import CONFIG, NAME, REPORT, VERSION, Registers, drafted
from tests.drafting.test_skeletons import text_of

FORM, TEMPLATES = load_form(CONFIG.root), load_templates(CONFIG.root)


def made(registers: Registers, out: Path, document: str = "political_report", day: str = "6-10"):  # type: ignore[no-untyped-def]  # a Drafted
    preparation = registers.at(day)
    return produce(preparation, preparation.campaign.tree.unit("D"), TEMPLATES[document], FORM, out)


def edited(path: Path, sentence: str) -> bytes:
    """The file with a sentence that somebody wrote."""
    file = docx.Document(str(path))
    file.add_paragraph(sentence)
    file.save(str(path))
    return path.read_bytes()


@pytest.fixture
def registers(tmp_path: Path) -> Registers:
    return Registers(tmp_path)


def test_an_edited_draft_survives_ten_runs(registers: Registers, tmp_path: Path) -> None:
    first = made(registers, tmp_path)
    assert (first.outcome, first.number) == (Outcome.NEW, 1)
    assert first.path == tmp_path / "thu/van-ban/D/bao-cao-chinh-tri-lan-1.docx"
    mine = edited(first.path, "Câu của tôi")
    before = registers.at("6-10")
    registers.tell("congress_names", NAME, "D,03/06/2020,IV,III,Thành ủy Đà Nẵng")
    after = registers.at("6-11")
    for preparation in [before] * 5 + [after] * 5:  # what the skeleton would say changes in between
        unit = preparation.campaign.tree.unit("D")
        again = produce(preparation, unit, TEMPLATES["political_report"], FORM, tmp_path)
        assert again.outcome is Outcome.EDITED
    assert first.path.read_bytes() == mine


def test_a_second_run_writes_nothing(registers: Registers, tmp_path: Path) -> None:
    path = made(registers, tmp_path).path
    before = {one: (one.read_bytes(), one.stat().st_mtime_ns) for one in path.parent.iterdir()}
    assert made(registers, tmp_path).outcome is Outcome.SAME
    after = {one: (one.read_bytes(), one.stat().st_mtime_ns) for one in path.parent.iterdir()}
    assert after == before


def test_a_file_that_nobody_touched_follows_the_data(registers: Registers, tmp_path: Path) -> None:
    path = made(registers, tmp_path).path
    registers.tell("congress_names", NAME, "D,03/06/2020,IV,III,Thành ủy Đà Nẵng")
    assert made(registers, tmp_path).outcome is Outcome.REFRESHED
    assert "Thành ủy Đà Nẵng" in text_of(path.read_bytes())


def test_the_next_draft_goes_on_from_the_edited_one(registers: Registers, tmp_path: Path) -> None:
    first = made(registers, tmp_path)
    edited(first.path, "Câu của tôi")
    registers.tell("document_versions", VERSION, f"D,{REPORT},dự thảo lần 1,09/06/2020")
    second = made(registers, tmp_path)
    assert (second.number, second.outcome, second.is_carried_on) == (2, Outcome.NEW, True)
    text = text_of(second.path.read_bytes())
    assert "Câu của tôi" in text
    assert ("Dự thảo lần 2" in text, "Dự thảo lần 1" in text) == (True, False)
    assert "Dự thảo lần 1" in text_of(first.path.read_bytes())
    assert made(registers, tmp_path).outcome is Outcome.SAME


def test_without_the_file_before_the_next_draft_is_a_skeleton(tmp_path: Path) -> None:
    found = made(drafted(tmp_path), tmp_path)
    assert (found.number, found.is_carried_on) == (2, False)
    assert "Dự thảo lần 2" in text_of(found.path.read_bytes())


@pytest.mark.parametrize("content", [b"", b"PK not a zip", "chữ".encode()])
def test_a_broken_file_before_is_not_gone_on_with(tmp_path: Path, content: bytes) -> None:
    folder = tmp_path / "thu/van-ban/D"
    folder.mkdir(parents=True)
    (folder / "bao-cao-chinh-tri-lan-1.docx").write_bytes(content)
    found = made(drafted(tmp_path), tmp_path)
    assert (found.outcome, found.is_carried_on) == (Outcome.NEW, False)
    assert (folder / "bao-cao-chinh-tri-lan-1.docx").read_bytes() == content


def test_of_a_finished_document_no_draft_follows(registers: Registers, tmp_path: Path) -> None:
    rows = [f"D,{REPORT},dự thảo lần 1,05/06/2020", f"D,{REPORT},bản chính thức,09/06/2020"]
    registers.tell("document_versions", VERSION, *rows)
    with pytest.raises(FinishedError, match="bản chính thức ngày 09/06/2020"):
        made(registers, tmp_path)
    assert not (tmp_path / "thu").exists()


def test_documents_without_versions_are_made_once(registers: Registers, tmp_path: Path) -> None:
    assert made(registers, tmp_path, "invitation").path.name == "giay-moi-lan-1.docx"
    assert made(registers, tmp_path, "invitation").outcome is Outcome.SAME


def test_a_file_that_is_open_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "to-trinh.docx"
    assert keep(path, lambda: b"1") is Outcome.NEW
    (tmp_path / "~$-trinh.docx").touch()
    assert keep(path, lambda: b"2") is Outcome.OPEN
    assert path.read_bytes() == b"1"
    (tmp_path / "~$-trinh.docx").unlink()
    assert keep(path, lambda: b"2") is Outcome.REFRESHED


def test_a_file_that_somebody_put_there_is_not_ours(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"mine")
    assert keep(tmp_path / "a.docx", lambda: b"skeleton") is Outcome.EDITED
    assert (tmp_path / "a.docx").read_bytes() == b"mine"


def test_a_file_that_was_deleted_comes_again(tmp_path: Path) -> None:
    keep(tmp_path / "a.docx", lambda: b"1")
    (tmp_path / "a.docx").unlink()
    assert keep(tmp_path / "a.docx", lambda: b"1") is Outcome.NEW


def test_an_edit_that_is_taken_back_is_none(tmp_path: Path) -> None:
    keep(tmp_path / "a.docx", lambda: b"1")
    (tmp_path / "a.docx").write_bytes(b"edited")
    assert keep(tmp_path / "a.docx", lambda: b"2") is Outcome.EDITED
    (tmp_path / "a.docx").write_bytes(b"1")
    assert keep(tmp_path / "a.docx", lambda: b"2") is Outcome.REFRESHED


def never() -> bytes:
    raise AssertionError("nothing had to be made")


@pytest.mark.parametrize(
    ("there", "outcome"),
    [(b"1", Outcome.SAME), (b"edited", Outcome.EDITED)],
    ids=["untouched", "edited"],
)
def test_what_follows_from_the_same_is_not_made_to_be_compared(
    there: bytes, outcome: Outcome, tmp_path: Path
) -> None:
    path = tmp_path / "a.docx"
    keep(path, lambda: b"1", "one")
    path.write_bytes(there)
    assert keep(path, never, "one") is outcome
    assert path.read_bytes() == there


def test_of_an_edited_file_news_are_made_once(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    keep(path, lambda: b"1", "one")
    path.write_bytes(b"edited")
    assert keep(path, lambda: b"2", "two") is Outcome.EDITED
    assert keep(path, never, "two") is Outcome.EDITED
    path.write_bytes(b"1")  # the edit is taken back
    assert keep(path, lambda: b"2", "two") is Outcome.REFRESHED
    assert path.read_bytes() == b"2"
    assert keep(path, never, "two") is Outcome.SAME


def test_a_file_that_was_deleted_is_made_again_from_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    keep(path, lambda: b"1", "one")
    path.unlink()
    assert keep(path, lambda: b"1", "one") is Outcome.NEW
    assert path.read_bytes() == b"1"


def test_what_another_program_makes_of_the_same_is_known_again(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    keep(path, lambda: b"1", "one")
    path.unlink()
    assert keep(path, lambda: b"2", "one") is Outcome.NEW  # the writer has changed, its origin has not
    assert keep(path, lambda: b"3", "two") is Outcome.REFRESHED
    assert path.read_bytes() == b"3"


def test_a_file_that_is_open_is_refreshed_later_from_the_same(tmp_path: Path) -> None:
    path, sign = tmp_path / "to-trinh.docx", tmp_path / "~$-trinh.docx"
    keep(path, lambda: b"1", "one")
    sign.touch()
    assert keep(path, lambda: b"2", "two") is Outcome.OPEN
    assert keep(path, never, "two") is Outcome.OPEN
    sign.unlink()
    assert keep(path, lambda: b"2", "two") is Outcome.REFRESHED
    assert path.read_bytes() == b"2"


def test_killed_before_the_list_was_written_a_refreshed_file_is_known_again(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    keep(path, lambda: b"1", "one")
    path.write_bytes(b"2")  # what a run that was killed had just put there
    assert keep(path, lambda: b"2", "two") is Outcome.SAME
    assert keep(path, lambda: b"3", "three") is Outcome.REFRESHED


def test_a_second_run_sets_no_word_file(
    registers: Registers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(registers, tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr("daihoi.drafting.producing.docx_bytes", lambda _: never())
        assert made(registers, tmp_path).outcome is Outcome.SAME
    registers.tell("congress_names", NAME, "D,03/06/2020,IV,III,Thành ủy Đà Nẵng")
    assert made(registers, tmp_path).outcome is Outcome.REFRESHED


@pytest.mark.parametrize("content", ["", "[]", "{", "chữ"])
def test_a_list_that_cannot_be_read_stops_before_anything_is_lost(tmp_path: Path, content: str) -> None:
    keep(tmp_path / "a.docx", lambda: b"1")
    (tmp_path / LIST).write_text(content, encoding="utf-8")
    with pytest.raises(DaihoiError, match="Xóa tệp ấy rồi chạy lại"):
        keep(tmp_path / "a.docx", lambda: b"2")
    assert (tmp_path / "a.docx").read_bytes() == b"1"
    (tmp_path / LIST).unlink()
    assert keep(tmp_path / "a.docx", lambda: b"2") is Outcome.EDITED


def test_killed_between_file_and_list_the_file_is_known_again(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"1")
    assert keep(tmp_path / "a.docx", lambda: b"1") is Outcome.SAME
    assert "a.docx" in json.loads((tmp_path / LIST).read_text(encoding="utf-8"))


def test_no_half_file_is_left_when_the_folder_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"")
    with pytest.raises(DaihoiError, match="Không ghi được"):
        keep(tmp_path / "x" / "a.docx", lambda: b"1")


def test_word_can_open_what_was_carried_on(registers: Registers, tmp_path: Path) -> None:
    first = made(registers, tmp_path)
    registers.tell("document_versions", VERSION, f"D,{REPORT},dự thảo lần 1,09/06/2020")
    second = made(registers, tmp_path)
    count = len(docx.Document(io.BytesIO(first.path.read_bytes())).paragraphs)
    assert len(docx.Document(io.BytesIO(second.path.read_bytes())).paragraphs) == count
