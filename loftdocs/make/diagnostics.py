"""What can be wrong with what was made of templates that could be filled in."""

from loftdocs.diagnostics import diagnostic
from loftdocs.findings import Severity

_FEL, _VARNING = Severity.FEL, Severity.VARNING

# fmt: off
NO_LINE = diagnostic(
    "SIG001", _VARNING, "Varje undertecknare har en rad att underteckna på i mallen.",
    "raden Underskrift saknas i mallen.", "sätt in raden, med namnet eller organisationen under.",
)
COVER_UNSETTLED = diagnostic(
    "MALL205", _FEL, "Försättsbladet är lika långt vilka sidnummer det än visar.",
    "en upprepning som skriver en sida för varje sida före den första handlingen.",
    "skriv försättsbladets längd så att den inte beror på sidnumren.",
)
CLAUSE_UNASKED = diagnostic(
    "MALL206", _VARNING, "En klausul som går att välja finns i någon mall.",
    "skiljedom: {värde: ja} i programmets fil, när ingen mall har {% if valfria.skiljedom %}.",
    "skriv klausulen i mallen, eller ta bort den ur programmets fil.",
)
ATTACHMENT_REFUSED = diagnostic(
    "FIL516", _FEL,
    "LibreOffice kan göra en PDF av en bilagd text i Word eller ODF, och den kan sättas in i samlingen.",
    "filen är hel, men LibreOffice stannar på en bild i den.",
    "spara filen på nytt, eller exportera den som PDF och bifoga den.",
)
