"""Calls of webhooks: signed, the same every time, sent to the address written down and to no other."""

from __future__ import annotations

import json
import os
from dataclasses import replace

import pytest

from daihoi.loading.notice_posts import Post
from daihoi.notifying import delivering
from daihoi.notifying.delivering import DeliveryError, UnreachableError, deliver
from tests.notifying.servers import Receiver, mail_host, receiver
from tests.notifying.test_mail import message
from tests.notifying.told import delivery


def call(to: Receiver) -> None:
    deliver(message(), delivery(D_A=to.url))


def refused(by: Receiver) -> str:
    with pytest.raises(DeliveryError) as error:
        call(by)
    return str(error.value)


def test_the_body_says_what_the_mail_says_and_who_it_is_for() -> None:
    with receiver() as program:
        call(program)
    ((path, headers, body),) = program.calls
    said = json.loads(body)
    assert path == "/nhan?kenh=1"
    assert headers["Content-Type"] == "application/json; charset=utf-8"
    assert headers["X-Daihoi-Message"] == said["id"] == "thu/2020-06-15/unit:D.A/digest"
    assert (said["mailbox"], said["status_date"], said["known_seq"]) == ("unit:D.A", "2020-06-15", 7)
    assert said["sections"] == [{"title": "Quá hạn", "lines": ["«Việc w_plan», quá 8 ngày."]}]
    assert "«Việc w_plan», quá 8 ngày." in said["text"]


def test_the_receiver_can_tell_that_it_is_ours() -> None:
    with receiver() as program:
        call(program)
    assert program.is_signed("s" * 32)
    assert not program.is_signed("t" * 32)


def test_a_repeated_call_is_the_same_bytes() -> None:
    with receiver() as program:
        call(program)
        call(program)
    assert program.calls[0][2] == program.calls[1][2]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(status: int) -> None:
    with receiver() as other, receiver(status=status, location=other.url) as program:
        assert refused(program) == f"webhook: máy kia chỉ sang địa chỉ khác ({status}); ghi thẳng địa chỉ mới"
    assert other.calls == []


@pytest.mark.parametrize("status", [400, 401, 404, 409, 429, 500, 503])
def test_any_other_answer_than_yes_is_a_no(status: int) -> None:
    with receiver(status=status) as program:
        assert refused(program) == f"webhook: máy kia không nhận ({status})"


@pytest.mark.parametrize("status", [200, 201, 202, 204])
def test_every_kind_of_yes_is_one(status: int) -> None:
    with receiver(status=status) as program:
        call(program)
    assert len(program.calls) == 1


def test_no_proxy_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    with receiver() as proxy, receiver() as program:
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy"):
            monkeypatch.setitem(os.environ, name, proxy.url)
        call(program)
    assert (len(program.calls), proxy.calls) == (1, [])


def test_nobody_listens() -> None:
    with receiver() as program:
        pass
    with pytest.raises(UnreachableError, match="webhook: máy kia từ chối kết nối"):
        call(program)


def test_what_speaks_another_language_is_told() -> None:
    with mail_host() as host, pytest.raises(DeliveryError, match="webhook"):
        deliver(message(), delivery(D_A=f"http://127.0.0.1:{host.port}/"))


def test_who_keeps_the_line_alive_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivering, "WHOLE_SECONDS", 0.3)
    with mail_host(drips=0.05) as host, pytest.raises(DeliveryError, match="webhook"):
        deliver(message(), delivery(D_A=f"http://127.0.0.1:{host.port}/"))


def test_an_encrypted_address_needs_a_known_certificate() -> None:
    with receiver() as program:
        posts = delivery(D_A=program.url)
        secure = replace(posts, posts={"unit:D.A": Post(webhook=program.url.replace("http:", "https:"))})
        with pytest.raises(UnreachableError, match="đường truyền mã hóa"):
            deliver(message(), secure)
    assert program.calls == []
