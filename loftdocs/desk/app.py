"""The desk's addresses: its page, the pictures of pages, the built files, and what the page asks."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from loftdocs.desk.answers import Answers
from loftdocs.desk.asked import TOO_DEEP, BadRequest, asked_for
from loftdocs.desk.files import Changed, Missing
from loftdocs.failures import Failure, FileFailure, reason
from loftdocs.load.unseen import INVISIBLE, LINE_ENDS, PARAGRAPH_ENDS, PICTURES

STATIC = Path(__file__).parent / "static"
_KINDS = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
    ".ics": "text/calendar",
    ".csv": "text/csv",
    ".json": "application/json",
    # As a download: the report has styles of its own, which the desk's policy would take away.
    ".html": "application/octet-stream",
}

# What is pasted into the page is cleaned there, of the same characters that a file is read without.
_UNSEEN = {"osynliga": INVISIBLE, "radslut": LINE_ENDS, "styckeslut": PARAGRAPH_ENDS, "bilder": PICTURES}


def app(answers: Answers, given: Mapping[str, str]) -> Starlette:
    """The application, to be put behind `guard.Guard`; ``given`` is what stands in its page for the names there."""

    async def page(request: Request) -> Response:
        html = (STATIC / "index.html").read_text(encoding="utf-8")
        for name, value in given.items():
            html = html.replace(name, value)
        return HTMLResponse(html)

    async def picture(request: Request) -> Response:
        jpeg = await run_in_threadpool(answers.preview.picture, request.path_params["id"])
        if jpeg is None:
            return _told(404, "Sidan finns inte längre.")
        # Its name is the hash of what is on it.
        return Response(jpeg, media_type="image/jpeg", headers={"cache-control": "private, max-age=86400, immutable"})

    async def file(request: Request) -> Response:
        path = answers.files.built_file(request.path_params["namn"], request.path_params["fil"])
        kind = _KINDS.get(path.suffix, "application/octet-stream")
        return FileResponse(path, media_type=kind, filename=path.name)

    def get(path: str, answer: Callable[..., Any]) -> Route:
        async def respond(request: Request) -> Response:
            return JSONResponse(await run_in_threadpool(answer, *request.path_params.values()))

        return Route(path, respond)

    def post(path: str, answer: Callable[..., Any]) -> Route:
        async def respond(request: Request) -> Response:
            asked = asked_for(await request.body())
            return JSONResponse(await run_in_threadpool(answer, *request.path_params.values(), asked))

        return Route(path, respond, methods=["POST"])

    routes = [
        Route("/", page),
        get("/osynligt", lambda: _UNSEEN),
        get("/arenden", answers.cases),
        get("/arenden/{namn}", answers.case),
        get("/arenden/{namn}/lage", answers.state),
        get("/arenden/{namn}/stampel", answers.stamp),
        post("/arenden/{namn}/utkast", answers.draft),
        post("/arenden/{namn}/helhet", answers.whole),
        post("/arenden/{namn}/spara", answers.save),
        post("/arenden/{namn}/slang", answers.drop),
        post("/arenden/{namn}/undan", answers.put_aside),
        post("/arenden/{namn}/skillnad", answers.difference),
        post("/arenden/{namn}/bygg", lambda name, asked: answers.build(name)),
        Route("/sidor/{id}.jpg", picture),
        Route("/filer/{namn}/{fil}", file),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]
    handlers: dict[Any, Callable[[Request, Any], Response]] = {
        Missing: lambda request, error: _told(404, "Det finns inget sådant ärende eller ingen sådan fil."),
        BadRequest: lambda request, error: _told(400, str(error)),
        RecursionError: lambda request, error: _told(400, TOO_DEEP),
        Changed: lambda request, error: JSONResponse({"text": error.saved.text, "stämpel": error.saved.stamp}, 409),
        OSError: lambda request, error: _told(500, f"En fil kunde inte läsas eller skrivas: {reason(error)}."),
        FileFailure: lambda request, error: _told(422, error.message, error.hint),
        Failure: lambda request, error: _told(500, error.message, error.hint),
    }
    return Starlette(routes=routes, exception_handlers=handlers)


def _told(status: int, message: str, hint: str = "") -> Response:
    return JSONResponse({"meddelande": message, "råd": hint}, status)
