"""Mail as a mail server is given it, and every way in which a mail server can be no help."""

from __future__ import annotations

import ssl
from dataclasses import replace
from pathlib import Path
from socket import gaierror

import pytest

from daihoi.loading.notice_posts import Delivery, MailServer, Security
from daihoi.notifying import delivering
from daihoi.notifying.delivering import DeliveryError, UnreachableError, deliver
from daihoi.notifying.mail import mail_of
from daihoi.store.outbox import Message, MessageState
from tests.notifying.servers import MailHost, mail_host, self_signed
from tests.notifying.told import MORNING, delivery, ground


def message(
    subject: str = "1 việc quá hạn – ngày 15/06/2020", to: str = "Đảng bộ phường Khuê Trung"
) -> Message:
    from daihoi.notifying.digests import Content, Section

    content = Content(
        subject, to, "Đợt thử", "Số liệu …", [Section("Quá hạn", ["«Việc w_plan», quá 8 ngày."])], "", ""
    )
    return Message(
        1, "thu/2020-06-15/unit:D.A/digest", "thu", "unit:D.A", ground().assessment.status_date, 7,
        content.to_json(), MessageState.WAITING, 1, MORNING, MORNING, None, None, "",
    )  # fmt: skip


def send(to: MailHost, given: Message | None = None, **changes: object) -> None:
    posts = delivery(to.port, D_A="vanphong@khuetrung.vn")
    assert posts.server is not None
    deliver(given or message(), replace(posts, server=replace(posts.server, **changes)))  # type: ignore[arg-type]


def refused(by: MailHost, **changes: object) -> str:
    with pytest.raises(DeliveryError) as error:
        send(by, **changes)
    return str(error.value)


def test_it_arrives_as_text_and_page_in_vietnamese_from_one_office_to_another() -> None:
    with mail_host() as host:
        send(host)
    ((sender, receivers, raw),), (mail,) = host.taken, host.mails
    assert (sender, receivers) == ("dai-hoi@quanuy.vn", ["vanphong@khuetrung.vn"])
    assert mail["Subject"] == "1 việc quá hạn – ngày 15/06/2020"
    assert host.shown("From") == "Ban Tổ chức Quận ủy <dai-hoi@quanuy.vn>"
    assert host.shown("To") == "Đảng bộ phường Khuê Trung <vanphong@khuetrung.vn>"
    assert (mail["Auto-Submitted"], mail["Content-Language"]) == ("auto-generated", "vi")
    assert mail["Date"] == "Mon, 15 Jun 2020 01:00:00 +0000"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    text = mail.get_body(("plain",))
    assert text is not None
    assert "«Việc w_plan», quá 8 ngày." in text.get_content()
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 998


def test_sent_twice_it_is_the_same_bytes_with_the_same_id() -> None:
    with mail_host() as host:
        send(host)
        send(host)
    assert host.taken[0] == host.taken[1]
    assert len(host.distinct) == 1
    assert host.mails[0]["Message-ID"].endswith("@quanuy.vn>")


@pytest.mark.parametrize("length", range(1, 60, 7))
def test_no_space_is_lost_in_a_long_title(length: int) -> None:
    title = (
        "x" * length
        + " việc quá hạn, cửa duyệt cần xử lý – chuẩn bị đại hội đảng bộ các cấp, ngày 15/06/2020"
    )
    with mail_host() as host:
        send(host, message(subject=title, to=title))
    assert host.shown("Subject") == title
    assert host.shown("To") == f"{title} <vanphong@khuetrung.vn>"


def test_another_message_has_another_id() -> None:
    server = delivery().server
    assert server is not None
    ids = {mail_of(replace(message(), key=key), "a@x.vn", server)["Message-ID"] for key in ("a", "b", "c")}
    assert len(ids) == 3


@pytest.mark.parametrize(
    "sign", ["\r\nBcc: ai@khac.vn", "\nBcc: ai@khac.vn", "\rX: y", "\x0bX: y", "\u2028X: y"]
)
def test_no_name_adds_a_header(sign: str) -> None:
    with mail_host() as host:
        send(host, message(subject=f"Việc{sign}", to=f"Đảng bộ{sign}"), sender_name=f"Quận ủy{sign}")
    (mail,) = host.mails
    assert set(mail.keys()) == {
        "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "Content-Language", "MIME-Version",
        "Content-Type",
    }  # fmt: skip
    assert host.taken[0][1] == ["vanphong@khuetrung.vn"]


def test_names_with_signs_that_headers_use_stay_names() -> None:
    with mail_host() as host:
        send(host, message(to='Đảng bộ "A", <b@c.vn>; (Khối)'))
    (to,) = host.mails[0]["To"].addresses
    assert to.addr_spec == "vanphong@khuetrung.vn"
    assert host.shown("To") == 'Đảng bộ "A", <b@c.vn>; (Khối) <vanphong@khuetrung.vn>'


def test_it_introduces_itself_without_asking_for_its_own_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.getfqdn", lambda *_: pytest.fail("looked its own name up"))
    with mail_host() as host:
        send(host)
    assert host.commands[0] == "ehlo quanuy.vn"


# Refusals


@pytest.mark.parametrize(
    ("behaviour", "words"),
    [
        ({"refuses": {"MAIL": "550 5.7.1 sender not allowed"}}, "máy thư từ chối: 550"),
        (
            {"refuses": {"RCPT": "550 5.1.1 user unknown"}},
            "máy thư không nhận địa chỉ này: 550 5.1.1 user unknown",
        ),
        ({"refuses": {"DATA": "552 5.3.4 too big"}}, "máy thư từ chối: 552"),
        ({"refuses": {"EHLO": "421 busy", "HELO": "421 busy"}}, "máy thư từ chối: 421"),
        ({"refuses": {"RCPT": "451 4.7.1 greylisted"}}, "máy thư không nhận địa chỉ này: 451"),
    ],
)
def test_a_refusal_is_told_with_the_words_of_the_server(
    behaviour: dict[str, dict[str, str]], words: str
) -> None:
    with mail_host(**behaviour) as host:
        assert refused(host).startswith(words)
    assert host.taken == []


def test_no_reason_repeats_an_address() -> None:
    with mail_host(refuses={"RCPT": "550 <vanphong@khuetrung.vn>: unknown, ask it@quanuy.vn"}) as host:
        told = refused(host)
    assert told == "máy thư không nhận địa chỉ này: 550 <…@…>: unknown, ask …@…"


def test_what_goes_wrong_after_the_message_was_taken_is_no_failure() -> None:
    with mail_host(refuses={"QUIT": "500 what?"}) as host:
        send(host)
    assert len(host.taken) == 1


def test_nobody_listens() -> None:
    with mail_host() as host:
        pass
    with pytest.raises(UnreachableError, match="từ chối kết nối"):
        send(host)


def test_a_name_that_nobody_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    def lookup(*_: object, **__: object) -> None:
        raise gaierror(-2, "Name or service not known")

    monkeypatch.setattr("socket.getaddrinfo", lookup)
    with mail_host() as host, pytest.raises(UnreachableError, match="không tìm thấy máy theo tên"):
        send(host, host="may-thu.invalid")


@pytest.mark.parametrize("verb", ["EHLO", "MAIL", "RCPT", "DATA"])
def test_a_server_that_falls_silent_is_waited_for_no_longer_than_a_step(
    verb: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("daihoi.notifying.mail.STEP_SECONDS", 0.2)
    with mail_host(hangs={verb}) as host:
        assert "máy thư" in refused(host)


def test_a_server_that_only_keeps_the_line_alive_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """A letter each 50 ms is never silent for long, and would take far longer than an attempt may."""
    monkeypatch.setattr(delivering, "WHOLE_SECONDS", 0.3)
    with mail_host(drips=0.05) as host, pytest.raises(UnreachableError, match="ngắt kết nối"):
        send(host)


def test_a_wrong_password_is_told_without_it() -> None:
    with mail_host(login="dh dung") as host:
        told = refused(host, user="dh", password="sai-mat-khau")
    assert told == "máy thư không nhận tài khoản hoặc mật khẩu (535)"


def test_the_right_password_opens_the_door() -> None:
    with mail_host(login="dh mat-khau-dung") as host:
        send(host, user="dh", password="mat-khau-dung")
    assert len(host.taken) == 1


def test_a_server_is_shown_without_its_password() -> None:
    assert "bi-mat" not in repr(MailServer("h", 1, Security.TLS, "a@x.vn", "A", "dh", "bi-mat"))


# Protected connections


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and a certificate for 127.0.0.1 that nobody but these tests trusts."""
    path = tmp_path_factory.mktemp("tls") / "tu-ky.pem"
    path.write_bytes(self_signed("127.0.0.1"))
    return path


def served(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_a_protected_server_whose_certificate_is_known_takes_mail(
    security: Security, certificate: Path
) -> None:
    with mail_host(tls=served(certificate), is_tls_first=security is Security.TLS) as host:
        send(host, security=security, ca_file=certificate)
    assert len(host.taken) == 1


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_an_unknown_certificate_is_refused_before_anything_is_said(
    security: Security, certificate: Path
) -> None:
    with mail_host(tls=served(certificate), is_tls_first=security is Security.TLS) as host:
        assert "chứng thư của máy kia không được tin cậy" in refused(host, security=security)
    assert host.taken == []
    assert not any(line.upper().startswith("MAIL") for line in host.commands)


def test_a_server_that_offers_no_protection_gets_nothing() -> None:
    with mail_host() as host:
        assert "máy thư" in refused(host, security=Security.STARTTLS)
    assert host.taken == []


def test_a_file_that_holds_no_certificate_is_named() -> None:
    with mail_host() as host:
        assert "tệp chứng thư" in refused(host, security=Security.TLS, ca_file=Path(__file__))


def test_a_mailbox_that_is_no_longer_written_down_is_told() -> None:
    with pytest.raises(DeliveryError, match="không còn trong tệp địa chỉ"):
        deliver(message(), Delivery())
