"""Server and runner are kept running; fake programs stand in for both."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from daihoi.service import connection
from daihoi.service.keeping import SILENCES, GivenUpError
from daihoi.service.processes import marked
from daihoi.service.signals import Signals
from daihoi.service.sites import Site, make_way
from daihoi.service.supervising import Supervisor
from tests.service.conftest import Heard, patience, until


class Watched:
    """A supervisor whose looks are taken by the test."""

    def __init__(self, site: Site) -> None:
        make_way(site)
        self.heard = Heard()
        self.supervisor = Supervisor(site, Signals(), self.heard)
        self.server, self.runner = self.supervisor.server, self.supervisor.runner

    def until_up(self, pages: int = 1) -> None:
        self.until(lambda: self.server.is_up and self.runner.is_up and len(self.heard.pages) >= pages)

    def until(self, condition: object) -> None:
        assert callable(condition)

        def looked() -> bool:
            self.supervisor.look()
            return bool(condition())

        until(looked)


@pytest.fixture
def service(site: Site) -> Iterator[Watched]:
    made = Watched(site)
    yield made
    made.supervisor.stop()


def test_up_means_that_the_page_names_what_can_be_run_and_when(service: Watched, site: Site) -> None:
    service.until_up()
    (page,) = service.heard.pages
    (offer,) = page.offers
    assert (offer.name, offer.schedules) == ("sample/daily", ("0 6 * * *",))
    # Nothing is scheduled yet on this server, so the next run follows from the expression.
    moment = offer.next_run.astimezone(ZoneInfo("Asia/Ho_Chi_Minh"))
    assert (moment.hour, moment.minute) == (6, 0)
    assert moment > datetime.now(moment.tzinfo)  # noqa: TID251 # the schedule is a real one
    assert page.ui_url == f"http://127.0.0.1:{site.port}"
    assert page.process == os.getpid()


def test_address_and_password_are_told_while_it_runs_and_not_afterwards(service: Watched, site: Site) -> None:
    assert connection.connection(site.workspace) is None
    service.until_up()
    told = connection.connection(site.workspace)
    assert told is not None
    assert (told.url, told.auth) == (f"http://127.0.0.1:{site.port}/api", site.auth)
    service.supervisor.stop()
    assert connection.connection(site.workspace) is None
    assert not (site.workspace.data / "service.json").exists()
    assert marked(site.mark) == []


def test_a_killed_server_is_started_again_and_the_runner_goes_on(service: Watched) -> None:
    service.until_up()
    before, runner = service.server.child.pid, service.runner.child.pid
    os.kill(before, signal.SIGKILL)
    service.until(lambda: service.server.is_up and service.server.child.pid != before)
    assert service.runner.child.pid == runner
    assert "Máy chủ Prefect bị ngắt (SIGKILL); bật lại sau 0 giây" in service.heard.text
    service.until(lambda: any(look.restarts == 1 and look.is_good for look in service.heard.looks))


def test_a_killed_runner_is_started_again_and_its_flow_runs_are_ended(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAKE_RUNNER", "parent")
    service = Watched(site)
    try:
        service.until_up()
        server, before = service.server.child.pid, service.runner.child.pid
        (stray,) = set(marked(site.mark)) - {server, before}
        os.kill(before, signal.SIGKILL)
        service.until(lambda: service.runner.is_up and service.runner.child.pid != before)
        assert service.server.child.pid == server
        assert stray not in marked(site.mark)
        assert len(service.heard.pages) == 2
    finally:
        service.supervisor.stop()


def test_a_server_that_hangs_is_started_again(service: Watched) -> None:
    service.until_up()
    before = service.server.child.pid
    until(lambda: not service.server.probe.is_asking)  # else its answer would count
    os.kill(before, signal.SIGSTOP)
    service.server.probe.silent = SILENCES  # as after so many questions without an answer
    service.until(lambda: service.server.is_up and service.server.child.pid != before)
    assert "không trả lời 3 lần liền" in service.heard.text


def test_the_runner_is_not_let_in_before_the_server_answers(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAKE_SERVER", "silent")
    service = Watched(patience(site, start_seconds=1))
    with pytest.raises(GivenUpError, match="máy chủ Prefect không lên sau 1 giây"):
        service.until(lambda: False)
    assert service.heard.pages == []
    assert not (site.workspace.prefect_home / "runner-ready").exists()
    service.supervisor.stop()
    assert marked(site.mark) == []


@pytest.mark.parametrize(
    ("name", "told", "line"),
    [
        ("FAKE_SERVER", "máy chủ Prefect đã dừng (mã 7) 3 lần liền", "máy chủ thử đang lên"),
        ("FAKE_RUNNER", "bộ chạy đã dừng (mã 3) 3 lần liền", "bộ chạy thử đang lên"),
    ],
)
def test_what_dies_again_and_again_is_given_up_with_its_last_lines(
    site: Site, monkeypatch: pytest.MonkeyPatch, name: str, told: str, line: str
) -> None:
    monkeypatch.setenv(name, "dies")
    service = Watched(site)
    with pytest.raises(GivenUpError) as refusal:
        service.until(lambda: False)
    service.supervisor.stop()
    assert told in str(refusal.value)
    assert line in str(refusal.value)
    assert service.heard.text.count("bật lại sau") == 2
    assert marked(site.mark) == []


def test_a_wrong_configuration_is_told_at_once(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAKE_RUNNER", "wrong")
    service = Watched(site)
    with pytest.raises(GivenUpError, match=r"bộ chạy đã dừng \(mã 2\)\. Các dòng cuối"):
        service.until(lambda: False)
    service.supervisor.stop()
    assert service.runner.child.starts == 1


def test_pauses_double_with_every_quick_death_up_to_a_limit(site: Site) -> None:
    patient = patience(site, first_pause_seconds=1, most_pause_seconds=60)
    service = Watched(patient)
    child, pauses = service.server.child, []
    for deaths in range(9):
        child.quick_deaths = deaths
        pauses.append(child.pause_seconds)
    service.supervisor.stop()
    assert pauses == [1, 1, 2, 4, 8, 16, 32, 60, 60]


def test_a_death_after_a_long_life_starts_the_count_anew(site: Site) -> None:
    service = Watched(patience(site, quick_death_seconds=0))
    child = service.server.child
    child.quick_deaths = 2
    child.start()
    child.kill()
    child.start()
    os.kill(child.pid, signal.SIGKILL)
    assert until(child.death) == -signal.SIGKILL
    service.supervisor.stop()
    assert child.quick_deaths == 0
