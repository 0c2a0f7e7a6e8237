"""Runs the service of a workspace from beginning to end."""

from __future__ import annotations

from daihoi.service import words
from daihoi.service.log_files import LogFile, log_path
from daihoi.service.only_one import only_service
from daihoi.service.signals import Signals
from daihoi.service.sites import Site, make_way
from daihoi.service.supervising import Supervisor
from daihoi.service.telling import Listener, Logged, Told


def serve(site: Site, listener: Listener) -> None:
    """Starts the service, and keeps it running until this process is asked to stop.

    Raises:
        ServiceError: another one runs, the port is taken, a process dies again and again, …
    """
    with only_service(site.workspace):
        settings = site.settings
        log = LogFile(log_path(site.workspace, "service"), settings.log_bytes, settings.log_files)
        everyone = Told([Logged(log), listener])
        with Signals() as signals:
            try:
                ended = make_way(site)
                if ended:
                    everyone.said(words.leftovers(ended))
                Supervisor(site, signals, everyone).run()
            finally:
                log.close()
