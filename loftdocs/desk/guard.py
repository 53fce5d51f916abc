"""Who may talk to the desk: only the browser that was given its address, from a page of its own."""

import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
App = Callable[[Message, Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]], Awaitable[None]]

_MOST_BYTES = 2_000_000
_CHANGES = ("POST", "PUT")
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
        """Lets a request through, with the token taken off its path, or answers 403."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http" or not self._welcome(scope):
            await _refuse(send)
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

    def _welcome(self, scope: Message) -> bool:
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
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
        length = headers.get("content-length", "")
        return (
            origin is not None
            and headers.get("content-type", "").partition(";")[0] == "application/json"
            and length.isdigit()
            and int(length) <= _MOST_BYTES
        )


async def _refuse(send: Callable[[Message], Awaitable[None]]) -> None:
    text = "Sidan finns inte, eller så är adressen ofullständig. Öppna den adress som loftdocs desk skrev ut.".encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(text)).encode())]
    await send({"type": "http.response.start", "status": 403, "headers": headers})
    await send({"type": "http.response.body", "body": text})
