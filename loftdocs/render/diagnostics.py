"""All that can be wrong with a template."""

from loftdocs.diagnostics import diagnostic
from loftdocs.findings import Severity

_FEL = Severity.FEL

# fmt: off
NO_VALUE = diagnostic(
    "MALL101", _FEL, "Varje fält i en mall finns och har ett värde.", "{{ kommun.nam }}.", "rätta fältets namn.",
)
NO_STYLE = diagnostic(
    "MALL102", _FEL, "Mallen har de format som fria texter behöver.", "formatet List Bullet saknas.",
    "lägg till formatet.",
)
MISWRITTEN = diagnostic("MALL103", _FEL, "Fälten i en mall är rätt skrivna.", "{{ utan }}.", "rätta fältet.")
FORBIDDEN = diagnostic("MALL104", _FEL, "En mall når bara sina fält.", "{{ kommun.__class__ + 1 }}.", "ta bort fältet.")
CROSSED = diagnostic(
    "MALL105", _FEL, "Villkor och upprepningar börjar och slutar i samma slags stycke.",
    "{% if %} i en tabellcell och {% endif %} i nästa.", "sätt dem i egna stycken.",
)
FETCHED = diagnostic(
    "MALL201", _FEL,
    "En mall hämtar ingenting utanför sig själv: inga länkade bilder, texter, mallar eller datakällor.",
    "en bild som är infogad som en länk till http://….", "bryt länken i Word och infoga bilden i mallen.",
)
CARRIED = diagnostic(
    "MALL202", _FEL, "En mall innehåller text och bilder, men inga program eller andra filer.",
    "ett makro, eller ett inbäddat Excel-ark.", "spara mallen som .docx utan det.",
)
TOO_MUCH = diagnostic(
    "MALL203", _FEL, "En mall är färdig i rimlig tid, med rimligt mycket minne.",
    "en upprepning i en upprepning i en upprepning.", "skriv fältet eller upprepningen enklare.",
)
TOO_LARGE = diagnostic(
    "MALL204", _FEL, "En mall är inte större eller djupare uppbyggd än ett dokument.", "tusentals tabeller i varandra.",
    "spara mallen på nytt i Word.",
)
