"""What came back: a PDF, or a parcel with one in it; which of the files is the agreement, and what the rest is."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from loftdocs.failures import FileFailure, reason
from loftdocs.plain import plain
from loftdocs.verify.parcel import Form, Member, opened
from loftdocs.verify.result import Other

_LARGEST = 300_000_000  # bytes; an agreement with evidence is some megabytes
_WHAT = {
    Form.PDF: "en annan PDF, kanske tjänstens kvitto",
    Form.ZIP: "ett arkiv",
    Form.ASIC: "ett underskriftspaket (ASiC)",
    Form.CMS: "en fristående underskrift",
    Form.WORD: "en Word-fil",
    Form.XML: "uppgifter om undertecknandet, för program (XML)",
    Form.HTML: "en webbsida, kanske tjänstens kvitto",
    Form.TEXT: "en textfil",
    Form.PICTURE: "en bild",
    Form.EMPTY: "en tom fil",
    Form.OTHER: "en fil av annat slag",
}
_GET_PDF = "Ange den undertecknade filen som den kom från underskriftstjänsten, inte en bild av den."


@dataclass(frozen=True)
class Arrival:
    """What came: the PDFs, the file itself first if it is one; detached signatures; the rest; and what was not opened.

    ``data`` is the file as it came, ``name`` its name. ``candidates`` are the PDFs that may be the agreement,
    ``detached`` CMS signatures whose document lies beside them.
    """

    data: bytes
    candidates: tuple[Member, ...]
    detached: tuple[Member, ...]
    name: str
    members: tuple[Member, ...]
    refused: tuple[str, ...]
    form: Form

    def others(self, chosen: Member) -> tuple[Other, ...]:
        """Every file that came along beside the chosen one, named; what held it is named first."""
        inside = chosen.data is not self.data and chosen.name != self.name and bool(self.members)
        held = [Other(self.name, f"filen som kom; det som är bedömt är {chosen.name}")] if inside else []
        mine = [one.name for one in self.signatures_of(chosen)]
        rest = [one for one in self.members if one.name not in (chosen.name, *mine)]
        return (*held, *(Other(one.name, _what(one)) for one in rest))

    def signatures_of(self, chosen: Member) -> tuple[Member, ...]:
        """The detached signatures of the chosen file: those named after it, and those named after no file at all."""
        names = {one.name for one in (*self.members, *self.candidates)}
        return tuple(one for one in self.detached if _signed_name(one.name, names) in (chosen.name, None))


def arrived(path: Path) -> Arrival:
    """Reads a file and looks into it. Raises `FileFailure` for what cannot be read, or has no PDF in it."""
    data = _read(path)
    name = plain(path.name)
    found = opened(data, name)
    if found.form is Form.EMPTY:
        raise FileFailure(f"{name} är tom.", "Hämta eller spara filen på nytt.")
    if found.form is Form.WORD:
        raise FileFailure(
            f"{name} är en Word-fil. En underskrift av den säger inget om avtalet som PDF, och Word-filen kan ha "
            "ändrats.",
            f"Be om den undertecknade PDF:en. Vad som är ändrat i Word-filen visar  loftdocs review {path.name} "
            "--case ÄRENDE.",
        )
    came = Member((name,), data, found.form)
    pdfs = [one for one in (came, *found.members) if one.form is Form.PDF]
    detached = [one for one in found.members if one.form is Form.CMS]
    if found.form is Form.CMS and not pdfs:
        beside = path.with_suffix("") if path.with_suffix("").is_file() else path.with_suffix(".pdf")
        if not beside.is_file():
            raise FileFailure(
                f"{name} är en fristående underskrift (CMS); filen som den hör till ligger inte bredvid.",
                f"Lägg PDF:en i samma mapp, med namnet {plain(path.with_suffix('').name)}, och kör igen.",
            )
        pdfs, detached = [Member((plain(beside.name),), _read(beside), Form.PDF)], [came]
    if not pdfs:
        raise _no_pdf(name, found.form, found.refused)
    return Arrival(data, tuple(pdfs), tuple(detached), name, found.members, found.refused, found.form)


def _signed_name(signature: str, names: set[str]) -> str | None:
    """The file that a detached signature is named after: ``avtal.pdf.p7s`` or ``avtal.p7s`` is of ``avtal.pdf``."""
    stem = signature.rsplit(".", 1)[0]
    return next((name for name in (stem, f"{stem}.pdf") if name in names), None)


def _no_pdf(name: str, form: Form, refused: Sequence[str]) -> FileFailure:
    if form in (Form.ZIP, Form.ASIC, Form.CMS):
        why = f" {refused[0]}" if refused else ""
        return FileFailure(f"{name} är öppnad, men har ingen PDF i sig.{why}", _GET_PDF)
    if form in (Form.XML, Form.HTML, Form.TEXT):
        hint = "Är det tjänstens kvitto, ange det efter --kvitto tillsammans med den undertecknade filen."
        return FileFailure(f"{name} är ingen PDF utan {_WHAT[form]}.", hint)
    if form is Form.PICTURE:
        hint = (
            "En bild av ett avtal går inte att kontrollera. Be om filen från tjänsten, eller arkivera "
            "pappersoriginalet."
        )
        return FileFailure(f"{name} är ingen PDF utan en bild.", hint)
    return FileFailure(f"{name} är ingen PDF.", _GET_PDF)


def _what(one: Member) -> str:
    name = one.path[-1].casefold()
    if one.form is Form.XML and ("signature" in name or "xades" in name):
        return "en underskrift i XML (XAdES), som inte är kontrollerad här"
    return _WHAT[one.form]


def _read(path: Path) -> bytes:
    name = plain(path.name or str(path))
    if not path.exists():
        raise FileFailure(f"{name} finns inte.", "Kontrollera sökvägen och stavningen.")
    if not path.is_file():
        raise FileFailure(f"{name} är ingen vanlig fil.", "Ange en undertecknad PDF.")
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise FileFailure(f"{name} går inte att läsa: {reason(error)}.", "Se efter att du får läsa den.") from error
    if len(data) > _LARGEST:
        raise FileFailure(f"{name} är för stor för att vara ett avtal.", "Ange den undertecknade filen.")
    return data
