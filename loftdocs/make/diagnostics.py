"""What can be wrong with what was made of sound templates."""

from loftdocs.diagnostics import diagnostic
from loftdocs.findings import Severity

_VARNING = Severity.VARNING

# fmt: off
NO_LINE = diagnostic(
    "SIG001", _VARNING, "Varje undertecknare har en rad att underteckna på i mallen.",
    "raden Underskrift saknas i mallen.", "sätt in raden, med namnet eller organisationen under.",
)
