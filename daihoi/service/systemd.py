"""Units of systemd that start the service with the machine, made for this installation.

``daihoi.service`` is all that most places need. The others take its parts to different machines: server and
runner apart, with a worker for each further host (docs/operations.md).
"""

from __future__ import annotations

import getpass
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from daihoi.loading import find_config
from daihoi.service import environments
from daihoi.service.ports import HOST
from daihoi.workspace import CONFIG, DATA, OUT, Workspace

SERVICE, SERVER, RUNNER, WORKER = (
    "daihoi.service",
    "daihoi-server.service",
    "daihoi-runner.service",
    "daihoi-worker@.service",
)
ENVIRONMENT_FILE = "/etc/daihoi/daihoi.env"
WORK_POOL = "daihoi"
_SECRET_NAMES = ("PREFECT_API_AUTH_STRING", "PREFECT_SERVER_API_AUTH_STRING")
_STOP_SECONDS = 15
_HARDENING = """\
NoNewPrivileges=yes
PrivateTmp=yes
PrivateDevices=yes
ProtectSystem=strict
ProtectHome=read-only
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectControlGroups=yes
ProtectClock=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
SystemCallArchitectures=native
UMask=0027"""
_LOCAL_ONLY = """\
# Chỉ nói chuyện trong máy này. Có gửi thư, webhook hoặc PostgreSQL trên mạng cơ quan: thêm dòng
# IPAddressAllow= với địa chỉ máy ấy.
IPAddressDeny=any
IPAddressAllow=localhost"""


@dataclass(frozen=True)
class Unit:
    """One unit file: its name, and its text."""

    name: str
    text: str


def units(workspace: Workspace, port: int, folder: Path) -> tuple[Unit, ...]:
    """All unit files for an installation.

    Args:
        workspace: its folders.
        port: of the server.
        folder: where ``daihoi`` is started now; relative names in exported variables are read from there.

    Raises:
        NoConfigError: there is no configuration.
    """
    here = Workspace(
        find_config(workspace.config).root, workspace.data, workspace.out, workspace.database_url
    )
    made = _Made(here, folder)
    own = {CONFIG: str(here.config), DATA: str(here.data.resolve()), OUT: str(here.out.resolve())}
    server = environments.shown(environments.server(here, port, "").environment)
    runner = environments.shown(environments.runner(here, port, "").environment)
    prefect = [sys.executable, "-m", "prefect"]
    return (
        made.unit(SERVICE, "daihoi: máy chủ, lịch chạy và bộ chạy",
                  [_program(), "serve", "--port", str(port)], own, _LOCAL_ONLY),
        made.unit(SERVER, "daihoi: riêng máy chủ Prefect",
                  [*prefect, "server", "start", "--host", HOST, "--port", str(port)], server, ""),
        made.unit(RUNNER, "daihoi: riêng bộ chạy", [*environments.RUNNER], runner, "", after=SERVER),
        made.unit(WORKER, "daihoi: bộ chạy thứ %i trên máy khác",
                  [*prefect, "worker", "start", "--pool", WORK_POOL, "--name", "%H-%i"], runner, ""),
    )  # fmt: skip


def _program() -> str:
    """The command of this environment, or how it is called where it has no file of its own."""
    found = Path(sys.executable).with_name("daihoi")
    return str(found) if found.exists() else f"{sys.executable} -m daihoi.cli.main"


@dataclass(frozen=True)
class _Made:
    workspace: Workspace
    folder: Path

    def unit(
        self,
        name: str,
        description: str,
        command: Sequence[str],
        environment: Mapping[str, str],
        network: str,
        after: str = "",
    ) -> Unit:
        """One unit; passwords are read from a file beside it, never written here."""
        waits = " ".join(["network.target", after]).strip()
        lines = [
            f"# /etc/systemd/system/{name}",
            "[Unit]",
            f"Description={description}",
            f"After={waits}",
            *([f"Requires={after}"] if after else []),
            "StartLimitIntervalSec=0",
            "",
            "[Service]",
            "Type=exec",
            f"User={_user()}",
            f"WorkingDirectory={_escaped(str(self.folder))}",
            *(f"Environment={_quoted(f'{key}={value}')}" for key, value in sorted(environment.items())),
            *self._password(name),
            f"ExecStart={' '.join(_word(word) for word in command)}",
            "Restart=always",
            "RestartSec=5",
            "# Mã 2: cấu hình sai; bật lại không giúp được gì.",
            "RestartPreventExitStatus=2",
            "KillSignal=SIGINT",
            "KillMode=mixed",
            f"TimeoutStopSec={_STOP_SECONDS}",
            f"ReadWritePaths={' '.join(_quoted(path) for path in self._written())}",
            *_HARDENING.splitlines(),
            *network.splitlines(),
            "",
            "[Install]",
            "WantedBy=multi-user.target",
        ]
        return Unit(name, "\n".join(lines) + "\n")

    def _password(self, name: str) -> list[str]:
        if name == SERVICE:
            told = "DAIHOI_DATABASE_URL; bản cài có tài khoản: DAIHOI_USER, DAIHOI_TOKEN_FILE"
            return [
                f"# Nếu cần: {told}. Chỉ root đọc được (chmod 600).",
                f"EnvironmentFile=-{ENVIRONMENT_FILE}",
            ]
        told = " và ".join(f"{secret}=daihoi:MẬT_KHẨU" for secret in _SECRET_NAMES)
        remote = ["# Máy chủ Prefect ở máy khác: sửa PREFECT_API_URL."] if name == WORKER else []
        note = f"# Tệp chỉ root đọc được (chmod 600), gồm {told}."
        return [*remote, note, f"EnvironmentFile={ENVIRONMENT_FILE}"]

    def _written(self) -> list[str]:
        return [str(self.workspace.data.resolve()), str(self.workspace.out.resolve())]


def _user() -> str:
    """Whoever asks; the service needs no administrator's rights, so root names another."""
    found = getpass.getuser()
    return "daihoi" if found == "root" else found


def _word(word: str) -> str:
    """A word of a command line; ``%`` stands for itself except in names of systemd's own."""
    return word if word in {"%H-%i"} else _quoted(word)


def _quoted(text: str) -> str:
    escaped = _escaped(text).replace("\\", "\\\\").replace('"', '\\"').replace("$", "$$")
    return f'"{escaped}"' if any(c.isspace() or c in '"\\;' for c in text) else escaped


def _escaped(text: str) -> str:
    return text.replace("%", "%%")
