"""Why we say otherwise than DSS, where that is right: a note for each kind of difference, and for a few files."""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.corpora.dss import SILENT, UNTOLD, Difference, Verdict


@dataclass(frozen=True)
class Note:
    """A reason, in Swedish.

    It explains a difference whose ``ours`` and ``verdict`` are these, whose message contains ``words``, and, for an
    oddity of their own, only in ``files``.
    """

    verdict: Verdict
    ours: str
    why: str
    words: str = ""
    files: frozenset[str] = frozenset()

    def explains(self, one: Difference) -> bool:
        """True if this is the reason for a difference."""
        return (
            (self.verdict, self.ours) == (one.verdict, one.ours)
            and self.words in one.message
            and (not self.files or one.file in self.files)
        )


_WEAK = (
    "DSS bedömer i de här testerna inte hur starka metoderna är. Med SHA-1 går det att göra två filer med samma "
    "underskrift, och en RSA-nyckel på 1024 bitar går att räkna fram; för oss är de därför inte att lita på."
)
_STAMP = (
    "DSS:s ”valid” gäller underskriften; tidsstämpeln är kopierad från något annat och stämmer inte med det som den "
    "står på. Vi säger det."
)

NOTES: tuple[Note, ...] = (
    Note(Verdict.VALID, "SIG122", _WEAK),
    Note(Verdict.CHANGED, "SIG122", _WEAK),
    Note(Verdict.VALID, "SIG108", _STAMP, words="Tidsstämpeln i fältet"),
    Note(Verdict.VALID, "SIG123", _STAMP),
    Note(
        Verdict.VALID,
        "SIG105",
        "DSS räknar inte taggarna för skärmläsare till det som inte får ändras. För oss är de en del av avtalet: "
        "det är vad den som inte ser sidorna får läst för sig.",
        words=": det som en skärmläsare läser upp har ändrats.",
    ),
    Note(
        Verdict.VALID,
        "SIG111",
        "Metoden är en som våra bibliotek inte har (som ECDSA i BSI:s enkla form), och går därför inte att bedöma här. "
        "Det sägs, och filen sägs inte vara fel.",
        words="av ett slag som inte går att bedöma här",
    ),
    Note(
        Verdict.VALID,
        "SIG111",
        "Underskriften har också en kopia av filen inbakad i sig, vilket ISO 32000-1, 12.8.3.3.1 inte tillåter. DSS "
        "godtar det när kopian är densamma.",
        words="inte gjord enligt standarden",
        files=frozenset(("pades-enveloping-cms.pdf",)),
    ),
    Note(
        Verdict.INVALID,
        SILENT,
        "Underskriften stämmer för uppgifterna i den ordning de står, men den ordningen är inte den som RFC 5652, 5.4 "
        "kräver (DER). DSS ordnar om dem innan den räknar. Ingen kan använda det till att ändra något.",
        files=frozenset(
            (
                "dss-818/Signature-P-IT_ADO-1 (HASH_FAILURE) (ECDSA).pdf",
                "dss-818/Signature-P-SK-1 (HASH_FAILURE).pdf",
            )
        ),
    ),
    Note(
        Verdict.CHANGED,
        UNTOLD,
        "DSS varnar för att underskrifternas egna fält ligger över varandra. Inget är ändrat efter någon av dem; i ett "
        "byggt avtal jämförs platserna med bygget.",
        files=frozenset(("pades-multiple-pages-annots-overlap.pdf",)),
    ),
)


def reason(one: Difference, notes: Sequence[Note] = NOTES) -> Note | None:
    """The note that explains a difference, one about the very file first; None if nothing does."""
    return next((note for note in sorted(notes, key=lambda note: not note.files) if note.explains(one)), None)
