"""What was written and not saved: kept for each case and each tab of a browser, until it is saved or thrown away.

A tab writes and takes away nothing but its own. Of two texts, the one that was not chosen is put aside here too.
"""

import contextlib
import hashlib
import json
import os
import re
import secrets
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from loftdocs.cache import cache_folder

WRITTEN, MINE, THEIRS = "skriven", "min", "filens"
_TAB = re.compile(r"[0-9a-z]{8,40}")


@dataclass(frozen=True)
class Draft:
    """A text that is not saved, the tab that wrote it, and the stamp of the file that it was written in.

    ``slag`` says how it came to be: `WRITTEN` in a tab; or put aside, one's own (`MINE`) in favour of the file's, or
    the file's (`THEIRS`) in favour of one's own. ``när`` is when it was last changed, by ISO 8601.
    """

    flik: str
    text: str
    stämpel: str
    slag: str = WRITTEN
    när: str = ""

    @property
    def märke(self) -> str:
        """Tells this text from a later one of the same tab."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:32]


def is_tab(name: object) -> bool:
    """Whether a tab may be called so."""
    return isinstance(name, str) and _TAB.fullmatch(name) is not None


class Drafts:
    """The drafts of all cases, in the user's own folder for what is kept; a case is known by its file's real path."""

    def of(self, case: Path) -> tuple[Draft, ...]:
        """All drafts of a case, the latest first; what cannot be read is none."""
        found = (_read(file) for file in _folder().glob(f"{_key(case)}*.json"))
        return tuple(sorted((one for one in found if one), key=lambda one: one.när, reverse=True))

    def keep(self, case: Path, draft: Draft) -> bool:
        """Keeps a draft in place of the tab's earlier one; False if it could not be written."""
        file = _file(case, draft.flik)
        beside = file.with_suffix(f".{secrets.token_hex(4)}")
        now = datetime.now().astimezone().isoformat(timespec="microseconds")
        try:
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            beside.write_text(json.dumps(asdict(replace(draft, när=now)), ensure_ascii=False), encoding="utf-8")
            beside.replace(file)
        except OSError:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)
            return False
        return True

    def drop(self, case: Path, tab: str, mark: str | None = None) -> None:
        """Forgets a tab's draft; with a ``mark`` only if it still is the one that had it."""
        draft = _read(_file(case, tab))
        if draft and mark in (None, draft.märke):
            with contextlib.suppress(OSError):
                _file(case, tab).unlink(missing_ok=True)

    def put_aside(self, case: Path, text: str, stamp: str, slag: str) -> bool:
        """Keeps a text that was not chosen; False if it could not be written."""
        if any(one.text == text and one.slag == slag for one in self.of(case)):
            return True
        return self.keep(case, Draft(secrets.token_hex(8), text, stamp, slag))

    def saved(self, case: Path, tab: str, text: str, stamp: str) -> None:
        """What a tab has saved is no draft any more; what it wrote meanwhile is one of the file as it is now."""
        draft = _read(_file(case, tab))
        if draft and draft.text == text:
            self.drop(case, tab)
        elif draft:
            self.keep(case, replace(draft, stämpel=stamp))


def _folder() -> Path:
    return cache_folder() / "utkast"


def _key(case: Path) -> str:
    return hashlib.sha256(os.path.realpath(case).encode(errors="surrogateescape")).hexdigest()[:32]


def _file(case: Path, tab: str) -> Path:
    return _folder() / (f"{_key(case)}-{tab}.json" if tab else f"{_key(case)}.json")


def _read(file: Path) -> Draft | None:
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        # Before there was one for each tab, a case had one that was nobody's.
        tab = file.stem[33:]
        slag, when = str(data.get("slag", WRITTEN)), str(data.get("när", ""))
        return Draft(tab, str(data["text"]), str(data["stämpel"]), slag, when)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
