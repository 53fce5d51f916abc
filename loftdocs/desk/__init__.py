"""``loftdocs desk``: the cases of a project in a browser, on this computer alone."""

import secrets
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from loftdocs.failures import UsageFailure
from loftdocs.project import Project

HOST = "127.0.0.1"
_TOKEN_BYTES = 24


@dataclass(frozen=True)
class Desk:
    """A desk that can be served: its address, with the token that lets one in, and how to serve and to end it."""

    address: str
    serve: Callable[[], None]
    stop: Callable[[], None]


def desk(project: Project, port: int = 0) -> Desk:
    """A desk for a project, on ``port`` of this computer (0: the project's own, or any that is free if it is taken).

    Raises `UsageFailure` if the port is taken, `MissingToolFailure` if there is no LibreOffice.
    """
    import uvicorn

    from loftdocs.desk.answers import Answers
    from loftdocs.desk.app import app
    from loftdocs.desk.guard import Guard
    from loftdocs.desk.known import known
    from loftdocs.desk.preview import Preview

    here = known(project)
    listener = _listener(port) if port else _own_listener(here.port)
    port = listener.getsockname()[1]
    token, nonce = secrets.token_urlsafe(_TOKEN_BYTES), secrets.token_urlsafe(_TOKEN_BYTES)
    preview = Preview(project)
    given = {"NONCE": nonce, "PROJEKT": here.name, "KANAL": here.channel}
    guarded: Any = Guard(app(Answers(project, preview), given), port, token, nonce)
    config = uvicorn.Config(
        guarded,
        http=_protocol(),
        ws="none",
        lifespan="off",
        log_level="error",
        access_log=False,
        server_header=False,
        date_header=False,
    )
    server = uvicorn.Server(config)

    def serve() -> None:
        try:
            server.run(sockets=[listener])
        finally:
            preview.close()
            listener.close()

    def stop() -> None:
        server.should_exit = True

    return Desk(f"http://{HOST}:{port}/{token}/", serve, stop)


def _protocol() -> type[Any]:
    """uvicorn's own HTTP, which holds at most 64 kB of a head that does not end, with its one answer in Swedish."""
    from uvicorn.protocols.http.h11_impl import H11Protocol

    class Protocol(H11Protocol):
        def send_400_response(self, msg: str) -> None:
            super().send_400_response("Anropet gick inte att tolka som HTTP, eller var orimligt stort.")  # ASCII alone

    return Protocol


def _own_listener(port: int) -> socket.socket:
    try:
        return _listener(port)
    except UsageFailure:  # another desk of the same project, or another program
        return _listener(0)


def _listener(port: int) -> socket.socket:
    """A socket that only this computer reaches, and that hears from now on: its address is told before it is served.

    Until one listens, Linux also lets two programs have the same port.
    """
    listener = socket.socket()
    if sys.platform != "win32":  # there it would let two programs answer on one port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen()
    except (OSError, OverflowError) as error:
        listener.close()
        raise UsageFailure(f"Port {port} går inte att använda.", "Välj en annan med --port, eller ingen.") from error
    return listener
