"""What was found in a file, as a clerk is told of it: the message, and what to do."""

from collections.abc import Sequence

from loftdocs.attach.found import Found, Stop
from loftdocs.attach.kinds import ENDINGS, Form, remedy
from loftdocs.language.swedish import listed
from loftdocs.plain import plain

_FROM_SOURCE = (
    "Be den som har gjort filen om en PDF/A med taggar (PDF/A-2a och PDF/UA), eller be om originalet i Word eller ODF "
    "och bifoga det i stället: då gör loftdocs en sådan av det."
)
_PRINT = "Öppna filen, skriv ut den till PDF och bifoga den nya filen."
_SHOWN = 4


def stopped(file: str, found: Found, form: Form) -> tuple[str, str]:
    """Why a file cannot be taken, and what to do."""
    what = plain(found.what)
    match found.stop:
        case Stop.EMPTY:
            return f"{file} är tom: {what}.", "Be om filen på nytt, eller ta bort raden."
        case Stop.LOCKED:
            hint = "Be om en kopia utan lösenord och utan skydd mot ändringar."
            return f"{file} är låst med ett {what}, så den kan inte sättas in i samlingen.", hint
        case Stop.ACTIVE:
            hint = "Spara det som är inbäddat för sig, om det behövs. " if "inbäddad" in what else ""
            hint += _PRINT if form is Form.PDF else "Öppna filen, ta bort det och spara den på nytt."
            return f"{file} innehåller {what}. En bilagd handling får bara ha text och bilder.", hint
        case Stop.TOO_MUCH:
            hint = "Dela filen i mindre delar, gör bilderna i den mindre, eller be om en kopia."
            return f"{file} är större än vad som kan bifogas: {what}.", hint
        case Stop.OTHER:
            message = f"{file} är inte en fil av det slag som namnet säger, eller av ett slag som inte kan bifogas."
            return message, f"{remedy(file)} Det som kan bifogas är {ENDINGS}."
        case _:
            return f"{file} är skadad och går inte att läsa.", "Be om filen på nytt."


def less_accessible(file: str, found: Found) -> tuple[str, str]:
    """That a file lowers what the bundle says of accessibility, why, and how to get a better one."""
    if found.tagged:
        message = f"{file} är taggad, men har {_listed(found.not_accessible)}."
    else:
        message = (
            f"{file} är inte taggad för skärmläsare: var sida läses upp som ett enda stycke, utan rubriker, listor och "
            "tabeller."
        )
    return f"{message} Samlingar där den ingår lovar därför inte PDF/UA{_at_most(found, ', och')}.", _FROM_SOURCE


def less_archival(file: str, found: Found) -> tuple[str, str]:
    """That a file lowers what the bundle says of archiving, why, and how to get a better one."""
    message = f"{file} kan inte räknas som PDF/A: den har {_listed(found.not_archive)}."
    return f"{message} Samlingar där den ingår lovar därför inte PDF/A.", _FROM_SOURCE


def claims(file: str, found: Found) -> tuple[str, str]:
    """That what the bundle says rests on what a file says of itself."""
    message = (
        f"{file} påstår sig vara {plain(found.claims)}. Inget som loftdocs kan pröva säger emot, men typsnittens och "
        "färgprofilernas inre, och om taggarna betyder det som syns, är inte prövat."
    )
    if found.archive != "a" and found.accessible:
        message += f" Samlingar där den ingår lovar{_at_most(found, '')}."
    return message, "Låt en validator för PDF/A och PDF/UA, till exempel veraPDF, pröva filen om den ska bevaras."


def converted(file: str, found: Found) -> tuple[str, str] | None:
    """What keeps a text that was made into a PDF here from being all that our own documents are; None if nothing."""
    faults = (*found.not_archive, *found.not_accessible)
    if not faults:
        return None
    less = [
        *(["PDF/UA"] if not found.accessible else []),
        *(["PDF/A"] if not found.archive else ["PDF/A-2a"] if found.archive != "a" else []),
    ]
    hint = (
        "Öppna filen i Word och välj Granska, Kontrollera tillgänglighet: skriv alternativtext till bilder, använd "
        "rubrikformaten, märk tabellers rubrikrader och välj språk."
    )
    message = f"{file} har {_listed(faults)}. Samlingar där den ingår lovar därför inte {' eller '.join(less)}."
    return message, hint


def _at_most(found: Found, joined: str) -> str:
    """How much of PDF/A is left, where it is less than all."""
    return f"{joined} inte mer än PDF/A-2{found.archive}" if found.archive in ("u", "b") else ""


def _listed(reasons: Sequence[str]) -> str:
    shown = [plain(one) for one in reasons[:_SHOWN]]
    more = len(reasons) - len(shown)
    return f"{', '.join(shown)} och {more} till" if more else listed(shown)
