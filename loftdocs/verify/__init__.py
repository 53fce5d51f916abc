"""Verifies what comes back: a signed PDF against the build and the case, or a build's folder against its manifest.

No network is used.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from loftdocs.failures import FileFailure
from loftdocs.findings import Finding, Place, Severity, display_path
from loftdocs.project import Project
from loftdocs.verify import origin as origins
from loftdocs.verify.changes import Change, changes
from loftdocs.verify.folder import verify_folder
from loftdocs.verify.judge import judge, judge_changes, judge_trust
from loftdocs.verify.opening import damaged, open_reader, quiet, read_bytes
from loftdocs.verify.origin import Origin
from loftdocs.verify.result import Signature, Verified
from loftdocs.verify.said import checked, unchecked
from loftdocs.verify.signatures import read_signatures
from loftdocs.verify.signers import Match, absent, match, signers_for
from loftdocs.verify.trust import Anchors, load_anchors

if TYPE_CHECKING:
    from loftdocs.sign import Signer

__all__ = ["Signature", "Verified", "verify"]


@dataclass(frozen=True)
class _Read:
    """What is in a file: its signatures, what was changed since ``base``, and how it had to be read.

    ``base`` is the state that was built, None if the built file is no state of this one; ``rest`` the number of bytes
    after the end of the PDF.
    """

    signatures: tuple[Signature, ...]
    changes: tuple[Change, ...]
    base: int | None
    strict: bool
    encrypted: bool
    rest: int


def verify(project: Project, path: Path, case: Path | None = None, trust: Sequence[Path] = ()) -> Verified:
    """Verifies a signed PDF, or the folder of a build.

    ``case`` is the case file to judge by; without it, it is told from the file's name or its origin. ``trust`` are
    files with the certificates to trust. Raises `FileFailure` for what cannot be read at all.
    """
    return verify_folder(path) if path.is_dir() else _verify_pdf(project, path, case, trust)


def _verify_pdf(project: Project, path: Path, case: Path | None, trust: Sequence[Path]) -> Verified:
    data = read_bytes(path)
    place = Place(document=display_path(path))
    with quiet():
        anchors = load_anchors(trust) if trust else None
        builds = origins.builds(project)
        told = case.stem if case else origins.named_case(path, {*project.case_names(), *builds})
        found = origins.origin(data, builds, told)
        read = _read(data, path.name, found, anchors)
    name = told or (found.case if found else None)
    case = case or _case_file(project, name)
    signers = signers_for(project, case, found.document if found else None) if case else None
    matches = match(read.signatures, signers, place) if signers is not None else ()
    findings = [
        *_odd(read, place),
        *_of_origin(found, read, name, builds, place),
        *judge(read.signatures, place),
        *judge_changes(read.signatures, read.changes, place),
        *_of_names(matches, signers, name, place),
        *judge_trust(read.signatures, anchors is not None, place),
    ]
    return Verified(
        tuple(findings),
        read.signatures,
        tuple(one.known for one in matches) or (None,) * len(read.signatures),
        checked(read.signatures, found, name if signers is not None else None, trust),
        unchecked(read.signatures, found, signers is not None, trust),
    )


def _case_file(project: Project, name: str | None) -> Path | None:
    path = project.cases / f"{name}.yaml"
    return path if name and path.is_file() else None


def _read(data: bytes, name: str, found: Origin | None, anchors: Anchors | None) -> _Read:
    """Reads the file as strictly as the format is written, or if that fails, as PDF readers do."""
    for strict in (True, False):
        try:
            return _read_as(data, name, found, anchors, strict=strict)
        except FileFailure:
            raise
        except Exception as error:  # the file comes from anyone; a fault in it must never look like one in the program
            if not strict:
                raise damaged(name) from error
    raise AssertionError  # both rounds of the loop return or raise


def _read_as(data: bytes, name: str, found: Origin | None, anchors: Anchors | None, *, strict: bool) -> _Read:
    reader = open_reader(data, name, strict=strict)
    signatures = read_signatures(reader, anchors)
    base = origins.revision_of(reader, data, found.length) if found else None
    first = min((one.revision for one in signatures if one.revision is not None), default=None)
    start = base if base is not None else first
    fields = [one.field for one in signatures]
    made = changes(reader, start, fields, first) if start is not None else ()
    return _Read(signatures, made, base, strict, reader.encrypted, origins.after_end(data))


def _odd(read: _Read, place: Place) -> Iterator[Finding]:
    if not read.strict:
        message = (
            "Filen följer inte PDF-formatet i allt, så programmet kan ha läst den annorlunda än en PDF-läsare gör."
        )
        hint = "Öppna den också i en PDF-läsare som kontrollerar underskrifter, och jämför svaren."
        yield Finding("SIG126", Severity.VARNING, message, hint, place)
    elif read.rest:
        message = (
            f"Efter filens slut ligger {read.rest} byte som ingen läser: filen är avhuggen, eller så är något tillagt."
        )
        hint = "Hämta filen på nytt från den som skickade den. En avhuggen fil kan sakna den sista underskriften."
        yield Finding("SIG126", Severity.VARNING, message, hint, place)
    if read.encrypted:
        message = "Filen är krypterad, fast den går att läsa utan lösenord. Bygget krypterar inga filer."
        yield Finding("SIG127", Severity.VARNING, message, "Be om filen som den var när den undertecknades.", place)


def _of_origin(
    found: Origin | None, read: _Read, name: str | None, builds: dict[str, dict[str, str]], place: Place
) -> Iterator[Finding]:
    """If what was signed is, byte for byte, what was built."""
    if found is None:
        against = f"build/{name}" if name in builds else "något bygge i build/"
        message = f"Det som är undertecknat är inte filen som byggdes: ingen början av den är en fil i {against}."
        if not builds:
            message = (
                "Det går inte att säga om det som är undertecknat är filen som byggdes: det finns inget bygge i build/."
            )
        hint = (
            "Bygg ärendet igen från den ärendefil som gällde då; samma ärende ger samma fil. En del tjänster skriver "
            f"om filen: jämför då innehållet med  loftdocs review {place.document} --case {name or 'ÄRENDE'}."
        )
        yield Finding("SIG101", Severity.FEL, message, hint, place)
        return
    if name and found.case != name:
        message = f"Filen hör till ett annat ärende: den är {found.output} i build/{found.case}, inte {name}s."
        yield Finding("SIG102", Severity.FEL, message, f"Kontrollera den med  --case {found.case}.", place)
    elif found.output != f"avtal-{found.case}.pdf":
        message = f"Det som är undertecknat är {found.output}, inte avtal-{found.case}.pdf."
        hint = "Se efter att det var den filen som skulle undertecknas. I avtal-filen ingår bilagan."
        yield Finding("SIG103", Severity.VARNING, message, hint, place)
    if read.base is None:
        message = f"{found.output} ligger i början av filen, men en PDF-läsare visar något annat i stället."
        hint = "Godta inte filen. Be parterna att underteckna den fil som bygget gjorde."
        yield Finding("SIG104", Severity.FEL, message, hint, place)


def _of_names(
    matches: tuple[Match, ...], signers: "Sequence[Signer] | None", name: str | None, place: Place
) -> Iterator[Finding]:
    if signers is None:
        what = f"Ärendet {name} går inte att läsa" if name else "Det går inte att säga vilket ärende filen hör till"
        message = f"{what}, så det är inte kontrollerat att rätt personer har undertecknat."
        hint = f"Kör  loftdocs check {name}  och rätta ärendet." if name else "Ange ärendet med --case."
        yield Finding("SIG128", Severity.VARNING, message, hint, place)
        return
    for one in matches:
        yield from one.findings
    if matches:  # a file without any field is told of already
        yield from absent(matches, signers, place)
