"""``notices.yaml`` of an installation: offices alone, secrets kept apart, every mistake named."""

from __future__ import annotations

from pathlib import Path

import pytest

from daihoi.errors import ConfigErrors
from daihoi.loading.notice_delivery import load_delivery
from daihoi.loading.notice_posts import Post, Security

DOMAINS = frozenset({"gmail.com"})
SOUND = """\
link: http://may-chu.noi-bo/dai-hoi/
mail:
  host: 10.0.0.5
  port: 587
  security: starttls
  sender: dai-hoi@quanuy.vn
  sender_name: Ban Tổ chức Quận ủy
  user: daihoi
  password_file: mail.password
webhook:
  secret_file: webhook.secret
recipients:
  - {unit: CL, mail: vanphong@quanuy.vn}
  - {coordinator: CL, webhook: "http://10.0.0.6:8080/nhan"}
  - {supervisor: to_1, mail: to1@quanuy.vn}
  - {above: CL, mail: vanphong@thanhuy.vn}
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with both secrets, closed to others."""
    for name, text in {"mail.password": "mật khẩu\n", "webhook.secret": "s" * 32}.items():
        (tmp_path / name).write_text(text, "utf-8")
        (tmp_path / name).chmod(0o600)
    return tmp_path


def wrong(data: Path, text: str, **environment: str) -> str:
    (data / "notices.yaml").write_text(text, "utf-8")
    with pytest.raises(ConfigErrors) as error:
        load_delivery(data, environment, DOMAINS)
    return str(error.value)


def test_without_the_file_nothing_is_sent(tmp_path: Path) -> None:
    assert load_delivery(tmp_path, {}, DOMAINS) is None


def test_a_sound_file_is_read_with_its_secrets_and_shows_none(data: Path) -> None:
    (data / "notices.yaml").write_text(SOUND, "utf-8")
    found = load_delivery(data, {}, DOMAINS)
    assert found is not None
    assert found.server is not None
    assert (found.server.host, found.server.security) == ("10.0.0.5", Security.STARTTLS)
    assert (found.server.password, found.secret) == ("mật khẩu", "s" * 32)
    assert found.link == "http://may-chu.noi-bo/dai-hoi"
    assert found.posts == {
        "unit:CL": Post("vanphong@quanuy.vn"),
        "coordinator:CL": Post(webhook="http://10.0.0.6:8080/nhan"),
        "supervisor:to_1": Post("to1@quanuy.vn"),
        "above:CL": Post("vanphong@thanhuy.vn"),
    }
    assert "mật khẩu" not in repr(found)
    assert "ssss" not in repr(found)


def test_the_environment_goes_before_the_file(data: Path) -> None:
    (data / "notices.yaml").write_text(SOUND, "utf-8")
    found = load_delivery(data, {"DAIHOI_MAIL_PASSWORD": "khác", "DAIHOI_WEBHOOK_SECRET": "t" * 40}, DOMAINS)
    assert found is not None
    assert found.server is not None
    assert (found.server.password, found.secret) == ("khác", "t" * 40)


WRONG = {
    "no machine": ("  host: 10.0.0.5\n", "", 3, "thiếu «host»"),
    "a machine that is none": ("10.0.0.5", "http://may", 3, "không phải tên máy hay địa chỉ IP"),
    "a port that is none": ("587", "thư", 4, "không phải số nguyên"),
    "port 0": ("587", "0", 4, "nhỏ hơn 1"),
    "a port too high": ("587", "70000", 4, "lớn hơn 65535"),
    "unknown protection": ("starttls", "ssl", 5, "«security: ssl» không được nhận"),
    "a password in the open": ("starttls", "none", 5, "đường truyền không mã hóa"),
    "a sender that is no address": ("dai-hoi@quanuy.vn", "dai-hoi", 6, "không phải một địa chỉ thư"),
    "a sender with a name": ("dai-hoi@quanuy.vn", "Ban <a@b.vn>", 6, "không phải một địa chỉ thư"),
    "a name with a break": ("Ban Tổ chức Quận ủy", '"Ban\\r\\nBcc: a@b.vn"', 7, "ký tự điều khiển"),
    "a name with a telephone": ("Ban Tổ chức Quận ủy", "Ban 0912 345 678", 7, "số điện thoại"),
    "a password in the file": ("password_file: mail.password", "password: abc", 9, "bí mật không được ghi"),
    "no password": ("  password_file: mail.password\n", "", 3, "chưa có «password_file»"),
    "a password file that is not there": ("mail.password", "khac", 9, "không đọc được «khac»"),
    "a password without a user": ("  user: daihoi\n", "", 8, "có mật khẩu mà không có «user»"),
    "a certificate that is not there": (
        "user: daihoi", "user: daihoi\n  ca_file: ca.pem", 9, "không có tệp «ca.pem»",
    ),
    "no webhook secret": ("secret_file: webhook.secret", "ca_file:", 11, "chưa có «secret_file»"),
    "a link that is none": ("http://may-chu", "may-chu", 1, "không mở đầu bằng http://máy"),
    "nobody": ("recipients:", "recipient:", 12, "khóa «recipient» không có trong mẫu"),
    "a recipient that is none": ("{unit: CL, mail", "{mail", 13, "chưa nêu nơi nhận"),
    "two recipients in one": ("{unit: CL,", "{unit: CL, above: CL,", 13, "«unit» và «above»"),
    "the same twice": ("{above: CL", "{unit: CL", 16, "nơi nhận này đã ghi ở trên"),
    "a code with accents": ("unit: CL,", "unit: Quận,", 13, "mã «Quận» không hợp lệ"),
    "no address": (", mail: to1@quanuy.vn", "", 15, "cần «mail» hoặc «webhook»"),
    "both ways": ("to1@quanuy.vn", "to1@quanuy.vn, webhook: 'http://a'", 15, "và chỉ một"),
    "an address that is none": ("to1@quanuy.vn", "to1@@quanuy.vn", 15, "không phải một địa chỉ thư"),
    "a broken address": ("to1@quanuy.vn", '"to1@quanuy.vn\\nBcc: x"', 15, "không phải một địa chỉ thư"),
    "an address with an accent": ("to1@quanuy.vn", "tổ1@quanuy.vn", 15, "không phải một địa chỉ thư"),
    "two addresses": ("to1@quanuy.vn", '"a@b.vn, c@d.vn"', 15, "không phải một địa chỉ thư"),
    "a dot too many": ("to1@quanuy.vn", "to..1@quanuy.vn", 15, "không phải một địa chỉ thư"),
    "a person's mail": ("to1@quanuy.vn", "to1@Gmail.com", 15, "dịch vụ thư cá nhân"),
    "a telephone as address": ("to1@quanuy.vn", "0912345678@quanuy.vn", 15, "chứa số điện thoại"),
    "a webhook that is a file": ("http://10.0.0.6:8080/nhan", "file:///etc/passwd", 14, "không mở đầu"),
    "a webhook with a password": ("http://10.0.0.6", "http://a:b@10.0.0.6", 14, "có tài khoản, mật khẩu"),
    "a webhook with a fragment": ("/nhan", "/nhan#x", 14, "có phần sau dấu #"),
    "a webhook with a break": ("/nhan", "/nhan\\r\\nX: y", 14, "có dấu cách"),
    "a webhook at no port": (":8080", ":99999", 14, "không phải một địa chỉ"),
    "a webhook at port 0": (":8080", ":0", 14, "cổng 0"),
    "a webhook at nobody's": ("http://10.0.0.6:8080/nhan", "http:///nhan", 14, "không mở đầu bằng http"),
}  # fmt: skip


@pytest.mark.parametrize(("before", "after", "line", "told"), WRONG.values(), ids=WRONG)
def test_a_mistake_is_named_with_its_line(before: str, after: str, line: int, told: str, data: Path) -> None:
    assert before in SOUND
    lines = [one for one in wrong(data, SOUND.replace(before, after, 1)).splitlines() if told in one]
    assert lines
    assert f"{data.name}/notices.yaml:{line}:" in lines[0]


@pytest.mark.parametrize("name", ["mail.password", "webhook.secret"])
def test_a_secret_that_others_can_read_is_refused(name: str, data: Path) -> None:
    (data / name).chmod(0o640)
    assert f"người khác cũng đọc được «{name}» → chạy chmod 600" in wrong(data, SOUND)


@pytest.mark.parametrize("content", [b"", b"\n", b"a\nb\n", b"\xff\xfe"])
def test_a_secret_is_one_line_of_text(content: bytes, data: Path) -> None:
    (data / "mail.password").write_bytes(content)
    assert "«mail.password»" in wrong(data, SOUND)


def test_a_short_key_signs_nothing(data: Path) -> None:
    assert "khóa ký dài 5 ký tự" in wrong(data, SOUND, DAIHOI_WEBHOOK_SECRET="ngắn!")


@pytest.mark.parametrize(
    ("part", "told"), [("mail", "chưa có phần «mail»"), ("webhook", "chưa có phần «webhook»")]
)
def test_a_way_that_is_used_has_to_be_set_up(part: str, told: str, data: Path) -> None:
    start = SOUND.index(f"\n{part}:\n") + 1
    end = SOUND.index("webhook:\n" if part == "mail" else "recipients:\n")
    assert told in wrong(data, SOUND[:start] + SOUND[end:])


def test_all_mistakes_are_told_at_once_and_no_secret_is_among_them(data: Path) -> None:
    text = (
        SOUND.replace("587", "0")
        .replace("unit: CL", "unit: Quận")
        .replace("to1@", "to1@@")
        .replace("/nhan", "/#")
    )
    told = wrong(data, text)
    assert told.count("\n  ") == 4
    assert "mật khẩu" not in told.replace("mật khẩu trong", "")
