"""Everything a supervisor needs to know, looked up and checked before anything is started."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from daihoi.service import credentials, environments
from daihoi.service.api import Api
from daihoi.service.errors import ServiceError
from daihoi.service.health import free_bytes
from daihoi.service.ports import require_free
from daihoi.service.prefect_database import require_readable
from daihoi.service.processes import end_marked
from daihoi.service.settings import ServiceSettings, settings_of
from daihoi.workspace import Workspace

_LEFTOVER_SECONDS = 3.0
_MB = 1_000_000


@dataclass(frozen=True)
class Site:
    """One service to be.

    Attributes:
        workspace: folders of the installation.
        settings: of its service.
        port: where the server listens, on 127.0.0.1.
        auth: ``user:password``; left out of ``repr``.
        runner: what starts the runner.
        server: what starts the server, but for the port.
    """

    workspace: Workspace
    settings: ServiceSettings
    port: int
    auth: str
    runner: Sequence[str] = environments.RUNNER
    server: Sequence[str] = environments.SERVER

    def __repr__(self) -> str:
        return f"Site({str(self.workspace.data)!r}, {self.port})"

    @property
    def mark(self) -> str:
        """What its processes carry."""
        return environments.mark_of(self.workspace)

    @property
    def url(self) -> str:
        """Address of its API."""
        return environments.api_url(self.port)

    @property
    def api(self) -> Api:
        """Its server, to be asked."""
        return Api(self.url, self.auth)


def site(workspace: Workspace, port: int | None = None) -> Site:
    """The service of a workspace, with the password that it has or is given now.

    Raises:
        ConfigErrors: what is wrong in ``service.yaml``.
        ServiceError: the password cannot be read, or made.
    """
    settings = settings_of(workspace)
    return Site(workspace, settings, port or settings.port, credentials.auth_string(workspace))


def make_way(of: Site) -> list[int]:
    """Makes sure that the service can start; to be called by whoever holds the lock of the data folder.

    Ends what an earlier service left behind when it was killed; returns their process numbers.

    Raises:
        ServiceError: a port that is taken, a run history of a newer Prefect, too little room.
    """
    ended = end_marked(of.mark, _LEFTOVER_SECONDS)
    of.workspace.prefect_home.mkdir(parents=True, exist_ok=True)
    _require_room(of)
    require_readable(of.workspace)
    require_free(of.port)
    return ended


def _require_room(of: Site) -> None:
    free, least = free_bytes(of.workspace.data), of.settings.least_free_bytes
    if free < least:
        raise ServiceError(
            f"Đĩa của thư mục dữ liệu «{of.workspace.data}» còn {free // _MB} MB, cần ít nhất {least // _MB} "
            "MB → dọn bớt, hoặc sửa «supervision.disk» trong config/service.yaml."
        )
