"""What is said of a page and of each place on it, in plain Swedish."""

from dataclasses import dataclass

from loftdocs.language.swedish import capital
from loftdocs.verify.result import Mark, PageState, PageView


@dataclass(frozen=True)
class Badge:
    """The state of a page in a word or two, and its class in the style sheet."""

    text: str
    kind: str


_KINDS = {PageState.SAME: "ja", PageState.CHANGED: "fel", PageState.GONE: "fel"}


def badge_of(state: PageState) -> Badge:
    """The word for a state, with a capital."""
    return Badge(capital(state.value), _KINDS.get(state, "varning"))


def title_of(view: PageView) -> str:
    """Which page it is, in the file and in what was built where the two are numbered otherwise."""
    if view.returned is None:
        return f"Sida {view.built} i det byggda"
    if view.built is None:
        return f"Sida {view.returned} i filen"
    if view.built == view.returned:
        return f"Sida {view.returned}"
    return f"Sida {view.returned} i filen, sida {view.built} i det byggda"


def lead_of(view: PageView) -> str:
    """What has become of the page, in a sentence; empty for one that is as it was built."""
    number = len(view.marks)
    places = "ett ställe" if number == 1 else f"{number} ställen"
    if view.state is PageState.CHANGED and number:
        return f"Sidan ser inte ut som den byggdes på {places}. {_framed(number)}"
    if view.state is PageState.CHANGED:
        return "Sidan har en annan storlek, är vriden eller är en helt annan sida, så inga ställen går att peka ut."
    if view.state is PageState.MORE:
        return f"Allt som byggdes syns, men något har kommit till på {places}. {_framed(number)}"
    if view.state is PageState.UNCLEAR:
        return "Sidan är en bild som inte går att lägga över den byggda: en inskanning eller ett foto. Jämför med ögat."
    if view.state is PageState.ADDED:
        return "Sidan fanns inte när avtalet byggdes." + ("" if view.words else " Den har ingen text som går att läsa.")
    if view.state is PageState.GONE:
        return "Sidan byggdes, men finns inte i filen."
    return ""


def _framed(number: int) -> str:
    return "Stället är inramat." if number == 1 else "Ställena är inramade och numrerade."


def alt_of(view: PageView, title: str) -> str:
    """What the picture of a page is, for who does not see it."""
    number = view.returned if title.startswith("Så kom") and view.returned else view.built or view.returned
    state = f"{title_of(view)}, {view.state.value}."
    if view.state is PageState.SAME:
        return f"{state} Bild av sidan så som den kom tillbaka."
    when = "så som den kom tillbaka" if title.startswith("Så kom") else "så som den byggdes"
    said = f"Bild av sida {number} {when}."
    if view.marks:
        listed = ", ".join(str(at) for at in range(1, len(view.marks) + 1))
        said += f" Inramat: ställe {listed}, som beskrivs efter bilderna."
    return said


def place_words(mark: Mark) -> str:
    """What has become of a place."""
    same = mark.before == mark.after
    if mark.covers and mark.before and mark.after and not same:
        return "En annan text än den som byggdes."
    if mark.covers and mark.before and not mark.after:
        return "Texten som stod här finns inte längre."
    if mark.covers and mark.before:
        return "Texten finns kvar i filen, men syns inte som den byggdes: den är övertäckt eller ritad på annat sätt."
    if mark.covers:
        return "Något som syntes här är övertäckt, ändrat eller borttaget."
    if mark.faint:
        return "Ett ljust tillägg, som en vattenstämpel. Det som byggdes syns."
    return "Ett tillägg. Det som byggdes syns."
