"""What was written and not saved: kept for each case and each tab of a browser, until it is saved or thrown away.

A tab writes and takes away nothing but its own. Of two texts, the one that was not chosen is put aside here too.
"""

import hashlib
import json
import os
import re
import secrets
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from loftdocs.cache import Kept
from loftdocs.console import tell

WRITTEN, MINE, THEIRS = "skriven", "min", "filens"
_ENDING = ".json"
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

    def __init__(self) -> None:
        self._kept = Kept("utkast", own_words=True)
        self._told: set[str] = set()

    def of(self, case: Path) -> tuple[Draft, ...]:
        """All drafts of a case, the latest first; one that is damaged is told of where the desk was started."""
        found = (self._read(case, name) for name in self._kept.names(_key(case)) if name.endswith(_ENDING))
        return tuple(sorted((one for one in found if one), key=lambda one: one.när, reverse=True))

    def keep(self, case: Path, draft: Draft) -> bool:
        """Keeps a draft in place of the tab's earlier one; False if it could not be written."""
        now = datetime.now().astimezone().isoformat(timespec="microseconds")
        written = json.dumps(asdict(replace(draft, när=now)), ensure_ascii=False)
        return self._kept.write(_name(case, draft.flik), written.encode("utf-8", "surrogatepass"))

    def drop(self, case: Path, tab: str, mark: str | None = None) -> None:
        """Forgets a tab's draft; with a ``mark`` only if it still is the one that had it."""
        draft = self._read(case, _name(case, tab))
        if draft and mark in (None, draft.märke):
            self._kept.drop(_name(case, tab))

    def put_aside(self, case: Path, text: str, stamp: str, slag: str) -> bool:
        """Keeps a text that was not chosen; False if it could not be written."""
        if any(one.text == text and one.slag == slag for one in self.of(case)):
            return True
        return self.keep(case, Draft(secrets.token_hex(8), text, stamp, slag))

    def saved(self, case: Path, tab: str, text: str, stamp: str) -> None:
        """What a tab has saved is no draft any more; what it wrote meanwhile is one of the file as it is now."""
        draft = self._read(case, _name(case, tab))
        if draft and draft.text == text:
            self.drop(case, tab)
        elif draft:
            self.keep(case, replace(draft, stämpel=stamp))

    def _read(self, case: Path, name: str) -> Draft | None:
        data = self._kept.read(name)
        if data is None:
            self._tell_of_damage(case, name)
            return None
        try:
            read = json.loads(data)
            slag, when = str(read.get("slag", WRITTEN)), str(read.get("när", ""))
            return Draft(str(read["flik"]), str(read["text"]), str(read["stämpel"]), slag, when)
        except (ValueError, KeyError, TypeError, AttributeError):
            return None

    def _tell_of_damage(self, case: Path, name: str) -> None:
        """A damaged draft is told of once, where the desk was started, and is kept for who can read it."""
        aside = self._kept.aside(name)
        if aside is not None and name not in self._told:
            self._told.add(name)
            message = f"Det som var skrivet men inte sparat i {case.stem} är skadat på disken, och visas därför inte."
            tell(message, f"Filen ligger kvar i {aside}. Öppna den i en textredigerare och se vad som går att rädda.")


def _key(case: Path) -> str:
    return hashlib.sha256(os.path.realpath(case).encode(errors="surrogateescape")).hexdigest()[:32]


def _name(case: Path, tab: str) -> str:
    return f"{_key(case)}-{tab}{_ENDING}"
