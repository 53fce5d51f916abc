"""``loftdocs desk``: the cases of a project in a browser, on this computer alone."""

import secrets
import socket
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
    """A desk for a project, on ``port`` of this computer (0: any that is free).

    Raises `UsageFailure` if the port is taken, `MissingToolFailure` if there is no LibreOffice.
    """
    import uvicorn

    from loftdocs.desk.answers import Answers
    from loftdocs.desk.app import app
    from loftdocs.desk.guard import Guard
    from loftdocs.desk.preview import Preview

    listener = _listener(port)
    port = listener.getsockname()[1]
    token, nonce = secrets.token_urlsafe(_TOKEN_BYTES), secrets.token_urlsafe(_TOKEN_BYTES)
    preview = Preview(project)
    guarded: Any = Guard(app(Answers(project, preview), nonce), port, token, nonce)
    config = uvicorn.Config(
        guarded, log_level="error", access_log=False, server_header=False, date_header=False, lifespan="off", ws="none"
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


def _listener(port: int) -> socket.socket:
    """A socket that only this computer reaches."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except (OSError, OverflowError) as error:
        listener.close()
        raise UsageFailure(f"Port {port} går inte att använda.", "Välj en annan med --port, eller ingen.") from error
    return listener
