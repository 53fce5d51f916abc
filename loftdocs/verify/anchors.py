"""Whom to trust: what `--trust`, `--crl` and a project's `betrodda/` hold."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from loftdocs.failures import FileFailure, reason
from loftdocs.findings import display_path
from loftdocs.verify.certificates import Bag, gone_out, out_of_date, unpack
from loftdocs.verify.trusted_lists import TrustedList, judge, read_list, shown

FOLDER = "betrodda"
_CERTIFICATES = (".pem", ".crt", ".cer", ".der", ".p7b", ".p7c")
_CRLS = (".crl",)
_MAX_BYTES = 64_000_000  # the largest revocation lists are some tens of MB
_MAX_FILES = 2_000
_REPLACE = f"Byt ut eller ta bort filen i {FOLDER}/."
_NAMED = 5  # of the files in a folder that are not used, so many are named


@dataclass(frozen=True)
class Anchors:
    """All that vouches for certificates, as bytes that can be sent to another process."""

    roots: tuple[bytes, ...] = ()  # certificates, DER
    crls: tuple[bytes, ...] = ()  # revocation lists, DER; their signatures are not checked here
    lists: tuple[TrustedList, ...] = ()  # also those that are not verified, and used for nothing
    sources: tuple[str, ...] = ()  # what was used, as shown
    remarks: tuple[str, ...] = ()  # Swedish sentences

    @property
    def any(self) -> bool:
        """If there is anyone at all to trust: a revocation list alone vouches for no one."""
        return bool(self.roots) or any(one.verified for one in self.lists)


@dataclass(frozen=True)
class _Asked:
    """A path to read, and how the user came to give it; `kinds` are the endings that are read of a folder."""

    path: Path
    option: str  # "--trust", "--crl", or "" for the project's own folder
    kinds: tuple[str, ...]

    @property
    def hint(self) -> str:
        return f"Kontrollera sökvägen efter {self.option}." if self.option else _REPLACE


def load(paths: Sequence[Path], crls: Sequence[Path], project_folder: Path | None) -> Anchors:
    """Reads certificates (PEM, DER, PKCS #7), revocation lists and trusted lists, and says whose lists count.

    A path is a file, judged by what is in it, or a folder, of which files with known endings are read, at any depth.
    `project_folder` is the one that may have a `betrodda/`. A certificate with which a trusted list is signed is there
    for the list, and vouches for no one else. Raises `FileFailure` for a file that is not what its ending or the
    option says, or cannot be read; nothing is skipped without a remark but README and hidden files.
    """
    every = (*_CERTIFICATES, *_CRLS, ".xml")
    asked = [*(_Asked(path, "--trust", every) for path in paths), *(_Asked(path, "--crl", _CRLS) for path in crls)]
    if project_folder is not None and (project_folder / FOLDER).is_dir():
        asked.append(_Asked(project_folder / FOLDER, "", every))
    now = datetime.now(UTC)
    found: list[Bag] = []
    sources: list[str] = []
    for one in asked:
        parts = list(_read(one))
        found += parts
        if any(part.certificates or part.crls or part.lists for part in parts):
            sources.append(_name(one))
        elif one.option:
            every_kind = "inget certifikat, ingen spärrlista och ingen betrodd lista"
            wanted = "ingen spärrlista" if one.option == "--crl" else every_kind
            raise FileFailure(f"{_name(one)} innehåller {wanted}.", one.hint)
    certificates = _once(der for part in found for der in part.certificates)
    lists = {one.xml: one for part in reversed(found) for one in part.lists}
    judged, signers, told = judge(tuple(lists.values())[::-1], certificates, now)
    roots = tuple(der for der in certificates if der not in signers)
    revocations = _once(der for part in found for der in part.crls)
    remarks = [remark for part in found for remark in part.remarks]
    remarks += [*told, *out_of_date(roots, now), *gone_out(revocations, now)]
    return Anchors(roots, revocations, judged, tuple(dict.fromkeys(sources)), tuple(dict.fromkeys(remarks)))


def _once(items: Iterable[bytes]) -> tuple[bytes, ...]:
    return tuple(dict.fromkeys(items))


def _name(asked: _Asked) -> str:
    name = shown(display_path(asked.path)) if asked.option else FOLDER
    return f"{name}/" if asked.path.is_dir() else name


def _read(asked: _Asked) -> Iterator[Bag]:
    if not asked.path.is_dir():
        yield _file(asked.path, asked)
        return
    unused = []
    for path in _walk(asked):
        if path.name.startswith(".") or path.stem.upper() == "README":
            continue
        if path.suffix.lower() in asked.kinds and path.is_file():
            yield _file(path, asked)
        else:
            unused.append(shown(path.relative_to(asked.path).as_posix()))
    if unused:
        more = f" och {len(unused) - _NAMED} till" if len(unused) > _NAMED else ""
        yield Bag(remarks=(f"I {_name(asked)} används inte {', '.join(unused[:_NAMED])}{more}.",))


def _walk(asked: _Asked) -> Iterator[Path]:
    """All files below a folder, always in the same order; links to folders are named, not followed."""

    def refuse(error: OSError) -> None:
        raise FileFailure(f"{shown(str(error.filename))} går inte att läsa: {reason(error)}.", asked.hint) from error

    seen = 0
    for folder, folders, files in os.walk(asked.path, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        for name in sorted([*files, *links]):
            seen += 1
            if seen > _MAX_FILES:
                hint = "Ange en mapp som bara innehåller certifikat och listor."
                raise FileFailure(f"{_name(asked)} innehåller fler än {_MAX_FILES} filer.", hint)
            yield Path(folder) / name


def _file(path: Path, asked: _Asked) -> Bag:
    name = shown(display_path(path)) if asked.option else f"{FOLDER}/{shown(path.relative_to(asked.path).as_posix())}"
    data = _bytes(path, name, asked)
    if asked.option != "--crl" and data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return Bag(lists=(read_list(data, name),))
    try:
        bag = unpack(data, name)
        if asked.option == "--crl" and not bag.crls:
            raise ValueError("no revocation list")
    except ValueError as error:
        raise _not_understood(path, name, asked) from error
    if not bag.certificates and not bag.crls:
        hint = "Filen ska ha ett stycke som börjar med -----BEGIN CERTIFICATE-----."
        raise FileFailure(f"{name} innehåller inget certifikat.", hint)
    return bag


def _not_understood(path: Path, name: str, asked: _Asked) -> FileFailure:
    if asked.option == "--crl":
        return FileFailure(f"{name} är ingen spärrlista.", "Ange en .crl efter --crl; certifikat anges efter --trust.")
    kind = "ingen spärrlista" if path.suffix.lower() in _CRLS else "inget certifikat"
    hint = "Ange en .pem, .crt eller .cer efter --trust." if asked.option else asked.hint
    return FileFailure(f"{name} är {kind}.", hint)


def _bytes(path: Path, name: str, asked: _Asked) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(_MAX_BYTES + 1)
    except OSError as error:
        raise FileFailure(f"{name} går inte att läsa: {reason(error)}.", asked.hint) from error
    if len(data) > _MAX_BYTES:
        raise FileFailure(f"{name} är för stor.", asked.hint)
    return data
