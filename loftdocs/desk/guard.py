"""Who may talk to the desk: only the browser that was given its address, from a page of its own.

What is promised: nobody else is told or changes anything, and nothing that comes in takes more memory than a few
megabytes, whoever sends it. What is not: that another program on the same computer cannot make the desk slow, by
opening hundreds of connections or never finishing what it asks. It could as well take the whole processor.
"""

import json
import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from loftdocs.desk.files import MOST_BYTES

Message = MutableMapping[str, Any]
App = Callable[[Message, Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]], Awaitable[None]]

_CHANGES = ("POST", "PUT")
_DIGITS = 9
_NOT_HERE = "Sidan finns inte, eller så är adressen ofullständig. Öppna den adress som loftdocs desk skrev ut."
_KEPT_SAFE = {
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",  # the address holds the token
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}


def policy(nonce: str) -> str:
    """The content security policy: nothing from elsewhere. CodeMirror has a style sheet with a nonce, marks as data."""
    return (
        f"default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


class Guard:
    """Refuses what does not come from the desk's own page, before anything is read or done.

    ``port`` is where the desk answers, ``token`` the first part of every path in it, ``nonce`` that of its style.
    """

    def __init__(self, app: App, port: int, token: str, nonce: str) -> None:
        self.app, self.token, self.nonce = app, token, nonce
        self.hosts = tuple(f"{name}:{port}" for name in ("127.0.0.1", "localhost"))

    async def __call__(
        self, scope: Message, receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]
    ) -> None:
        """Lets a request through, with the token taken off its path, or answers why not: 403, 411 or 413."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        if scope["type"] != "http" or not self._welcome(scope, headers):
            await _refuse(send, 403, _NOT_HERE)
            return
        if refusal := _unbounded(scope, headers):
            await _refuse(send, *refusal)
            return

        async def kept_safe(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = {**_KEPT_SAFE, "content-security-policy": policy(self.nonce)}
                own = {name for name, _ in message["headers"]}
                added = [(name.encode(), value.encode()) for name, value in headers.items() if name.encode() not in own]
                message = {**message, "headers": [*message["headers"], *added]}
            await send(message)

        path = scope["path"].removeprefix(f"/{self.token}")
        await self.app({**scope, "path": path, "raw_path": path.encode()}, receive, kept_safe)

    def _welcome(self, scope: Message, headers: dict[str, str]) -> bool:
        host, origin, path = headers.get("host", ""), headers.get("origin"), scope["path"]
        # The host tells apart a name that was made to point here (DNS rebinding), the origin another site's page.
        if host not in self.hosts or (origin is not None and origin != f"http://{host}"):
            return False
        if headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
            return False
        first, slash, _ = path.removeprefix("/").partition("/")
        if not slash or not secrets.compare_digest(first.encode(), self.token.encode()):
            return False
        if scope["method"] not in _CHANGES:
            return scope["method"] in ("GET", "HEAD")
        return origin is not None and headers.get("content-type", "").partition(";")[0] == "application/json"


def _unbounded(scope: Message, headers: dict[str, str]) -> tuple[int, str] | None:
    """Why a body is not read: it does not say how long it is, or too long. RFC 9112, section 6.3, for the first.

    Of a request with both a length and a transfer coding only the coding counts, and then it may go on for ever.
    """
    length = headers.get("content-length", "" if scope["method"] in _CHANGES else "0")
    if "transfer-encoding" in headers or not (length.isascii() and length.isdigit()):
        return 411, "Frågan säger inte hur lång den är, så den läses inte."
    if len(length) > _DIGITS or int(length) > MOST_BYTES:
        return 413, "Texten är för lång. Skrivbordet tar emot högst 2 MB."
    return None


async def _refuse(send: Callable[[Message], Awaitable[None]], status: int, message: str) -> None:
    """Answers without reading what was sent, and hangs up."""
    told = status != 403  # who is not let in is no page that reads JSON
    body = (json.dumps({"meddelande": message, "råd": ""}, ensure_ascii=False) if told else message).encode()
    kind = b"application/json" if told else b"text/plain; charset=utf-8"
    headers = [(b"content-type", kind), (b"content-length", str(len(body)).encode()), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
