"""The findings about the content: is it what was built, and if not, where (the first answer)."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from loftdocs.findings import Finding, Place, Severity
from loftdocs.language.swedish import listed
from loftdocs.verify import diagnostics
from loftdocs.verify.change import Change
from loftdocs.verify.content import Content
from loftdocs.verify.result import Kind, Mark, PageState, PageView, Signature

if TYPE_CHECKING:
    from loftdocs.verify.scan import Reading

_SIGN_AGAIN = "Godta inte filen. Be parterna att underteckna den fil som bygget gjorde, utan ändringar."
_LOOK = "Se de båda sidorna bredvid varandra i rapporten."
_READ = "Läs det. Hör det till underskriftstjänsten är det i sin ordning; annars ska avtalet inte godtas så."
_MARGIN = 0.1  # part of the page at each edge where services write their line on every page
_QUOTES = 3
_LOOK_FOR = 6  # of what machine reading did not find on a scan, so many are named
_MUDDLED = 0.8  # part of a page's words that a program that muddles texts leaves at the most


def judge_content(
    content: Content, signatures: Sequence[Signature], vouched: bool, file: str, output: str
) -> Iterator[Finding]:
    """What there is to say of the comparison with the built file ``output``.

    ``vouched`` is true if someone stands behind what a signing service adds: its seal is trusted, or the clerk has
    registered its receipt, and nobody else has signed in the file.
    """
    place = Place(document=file)
    yield from changes_told(content.changes, signatures, place)
    unclear = [page for page in content.pages if page.state is PageState.UNCLEAR]
    if unclear:
        yield _scanned(unclear, content.readings, output, place)
    for page in content.pages:
        yield from _page(page, content, signatures, vouched, file)
    yield from _added(content, place)
    if not content.exact and not content.altered:
        what = "både bild och text" if content.words else "som bild; några ord att läsa har filen inte"
        message = (
            f"Filen är omskriven av något program, så att den inte byte för byte är {output}. Varje sida är därför "
            f"jämförd med den byggda, {what}: de är desamma."
        )
        hint = "Inget behöver göras. Vad som inte går att jämföra i en omskriven fil står under ”Inte kontrollerat”."
        yield diagnostics.REWRITTEN.finding(message, hint, place)


def changes_told(changes: Sequence[Change], signatures: Sequence[Signature], place: Place) -> Iterator[Finding]:
    """What was changed in what is not drawn, and when; pages that were added are told of by what they say."""
    for severity in Severity:
        by_state: dict[int, list[str]] = {}
        for change in changes:
            if change.weight is severity and not (change.added and severity is not Severity.FEL):
                by_state.setdefault(change.state, []).append(change.words)
        for state, words in by_state.items():
            message = f"{when_of(signatures, state)} har filen ändrats: {listed(words)}."
            if severity is Severity.FEL:
                kind, hint = diagnostics.CHANGED, _SIGN_AGAIN
            elif all("har fyllts i" in one for one in words):  # which is never told as less than VARNING
                kind = diagnostics.FILLED_IN
                hint = "Läs vad som står där nu, och fråga dem som undertecknade innan om de godtar det."
            else:
                kind = diagnostics.CHANGED_UNSEEN
                hint = "Se efter att det är i sin ordning; det ändrar inget ord i avtalet."
            yield kind.finding(message, hint, place, severity=severity)


def when_of(signatures: Sequence[Signature], state: int) -> str:
    made = [one for one in signatures if one.kind is Kind.SIGNATURE and one.state is not None]
    before = [one.signer for one in made if (one.state or 0) < state]
    after = [one.signer for one in made if (one.state or 0) >= state]
    if before and after:
        return f"Mellan underskrifterna, efter {listed(before)} och före {listed(after)},"
    if before:
        return f"Efter underskrifterna ({listed(before)})" if len(before) > 1 else f"Efter underskriften av {before[0]}"
    return f"Efter bygget men innan {listed(after)} undertecknade" if after else "Efter bygget"


def _page(
    page: PageView, content: Content, signatures: Sequence[Signature], vouched: bool, file: str
) -> Iterator[Finding]:
    if page.built is None:
        return
    place = Place(document=file, page=page.returned)
    last = max(one.built or 0 for one in content.pages)
    if page.state is PageState.GONE:
        message = f"Sida {page.built} i det som byggdes finns inte i filen."
        yield diagnostics.PAGE_CHANGED.finding(message, _SIGN_AGAIN, place)
    elif page.state is PageState.CHANGED and not page.marks:
        message = f"Sida {page.built} ser inte alls ut som den byggdes (en annan storlek, vriden eller en annan sida)."
        yield diagnostics.PAGE_CHANGED.finding(message, f"{_SIGN_AGAIN} {_LOOK}", place)
    covering = [mark for mark in page.marks if mark.covers]
    added = [mark for mark in page.marks if not mark.covers]
    if covering:
        yield _covered(page, covering, signatures, place)
    fine = [mark for mark in added if vouched and _by_a_service(mark, page.built == last)]
    rest = [mark for mark in added if mark not in fine]
    if rest:
        message = (
            f"På sida {page.built} syns något som inte fanns där när den "
            f"byggdes{_by_field(page, rest, signatures)}{_said(rest)}."
        )
        hint = (
            f"{_LOOK} Är det underskriftstjänstens egen text: lägg tjänstens rotcertifikat i betrodda/, eller "
            "registrera dess kvitto med --kvitto. Annars: godta inte filen."
        )
        yield diagnostics.PAGE_ADDED_TO.finding(message, hint, place)
    if fine:
        message = (
            f"På sida {page.built} har underskriftstjänsten satt något i kanten eller på sista sidan{_said(fine)}."
        )
        yield diagnostics.PAGE_ADDED_TO.finding(message, _READ, place, severity=Severity.VARNING)
    if page.texts and page.state is PageState.SAME:
        yield _other_words(page, place)


def _other_words(page: PageView, place: Place) -> Finding:
    """A page that is seen as it was built, but is searched, copied and read aloud as something else.

    Programs that rewrite a file may lose its words or muddle them; one that keeps nearly all and changes a few was made
    to.
    """
    assert page.texts
    was, now = page.texts
    message = (
        f"Sida {page.built} ser ut som den byggdes, men texten som går att söka, kopiera och få uppläst är en annan: "
        f"”{was}” har blivit ”{now}”."
    )
    if page.kept > _MUDDLED:
        return diagnostics.OTHER_WORDS.finding(message, f"{_SIGN_AGAIN} {_LOOK}", place)
    hint = "En del program tappar texten när de skriver om en fil. Arkivera då den byggda filen bredvid."
    return diagnostics.OTHER_WORDS.finding(message, hint, place, severity=Severity.VARNING)


def _covered(page: PageView, marks: Sequence[Mark], signatures: Sequence[Signature], place: Place) -> Finding:
    first = next((mark for mark in marks if mark.before), marks[0])
    where = f" vid ”{first.before}”" if first.before else ""
    more = f" och på {len(marks) - 1} ställen till" if len(marks) > 1 else ""
    became = f"; där står nu ”{first.after}”" if first.after and first.after != first.before else ""
    field = _by_field(page, marks, signatures)
    message = (
        f"Sida {page.built} ser inte ut som den byggdes{where}{became}{more}{field}: något är övertäckt, ändrat eller "
        "borttaget."
    )
    return diagnostics.PAGE_CHANGED.finding(message, f"{_SIGN_AGAIN} {_LOOK}", place)


def _by_a_service(mark: Mark, last: bool) -> bool:
    """True where signing services write: along the edges, a pale watermark, and anywhere empty on the last page."""
    left, top, width, height = mark.box
    edge = top + height < _MARGIN or top > 1 - _MARGIN or left + width < _MARGIN or left > 1 - _MARGIN
    return edge or mark.faint or last


def _by_field(page: PageView, marks: Sequence[Mark], signatures: Sequence[Signature]) -> str:
    """The signature or timestamp that shows itself there, if one was added."""
    own = [one for one in signatures if not one.built and one.visible and one.page == page.returned]
    if not own:
        return ""
    who = listed([f"”{one.field}”" + (f" av {one.signer}" if one.name else "") for one in own])
    return f" (fältet {who}, som inte fanns i det som byggdes)"


def _said(marks: Sequence[Mark]) -> str:
    words = list(dict.fromkeys(mark.after for mark in marks if mark.after and mark.after != mark.before))
    if not words:
        return ""
    more = f" och {len(words) - _QUOTES} till" if len(words) > _QUOTES else ""
    return ": " + ", ".join(f"”{one}”" for one in words[:_QUOTES]) + more


def _added(content: Content, place: Place) -> Iterator[Finding]:
    """Pages that were added before anyone signed: services put theirs last or first, never among the built ones."""
    told = any(change.added and change.weight is Severity.FEL for change in content.changes)
    pages = [page for page in content.pages if page.built is None]
    if not pages or told:
        return
    built = [page.returned or 0 for page in content.pages if page.built and page.returned]
    among = [page for page in pages if built and min(built) < (page.returned or 0) < max(built)]
    for found, where in ((among, " mitt ibland de byggda"), ([page for page in pages if page not in among], "")):
        if not found:
            continue
        numbers = listed([str(page.returned) for page in found])
        words = next((page.words for page in found if page.words), "")
        quote = f" Den första börjar: ”{words[:160]}”." if words else " De har ingen text som går att läsa."
        count = "En sida har" if len(found) == 1 else f"{len(found)} sidor har"
        message = f"{count} lagts till{where} (sida {numbers}).{quote}"
        severity, hint = (Severity.FEL, _SIGN_AGAIN) if where else (Severity.VARNING, _READ)
        yield diagnostics.PAGES_ADDED.finding(message, hint, place, severity=severity)


def _scanned(pages: Sequence[PageView], read: "Sequence[Reading]", output: str, place: Place) -> Finding:
    numbers = listed([str(page.returned) for page in pages])
    what = f"Sida {numbers} är en bild" if len(pages) == 1 else f"Sidorna {numbers} är bilder"
    message = (
        f"{what} (en inskanning eller ett foto) och går inte att lägga över det som byggdes, så det går inte att "
        f"avgöra här om innehållet är detsamma som i {output}."
    )
    if read:
        found = sum(len(page.found) for page in read)
        whole = found + sum(len(page.missing) for page in read)
        message += f" Maskinell läsning fann {found} av {whole} belopp, dagar och tider på sidorna"
        lost = [f"”{one}” (sida {page.page})" for page in read for one in page.missing]
        message += f"; börja med att leta efter {listed(lost[:_LOOK_FOR])}." if lost else "."
    hint = (
        "Jämför med ögat: listan i rapporten räknar upp belopp, datum och namn sida för sida. Arkivera "
        "pappersoriginalet, och be om den elektroniska filen om avtalet undertecknades elektroniskt."
    )
    return diagnostics.SCANNED.finding(message, hint, place)


def fields_of_a_service(signatures: Sequence[Signature], place: Place) -> Iterator[Finding]:
    """Fields that the build did not make, so that none passes unnamed."""
    own = [one for one in signatures if not one.built and not one.loose]
    empty = [one for one in own if one.kind is Kind.EMPTY]
    hidden = [one for one in own if one.kind is not Kind.EMPTY and not one.visible]
    seen = [one for one in own if one.kind is not Kind.EMPTY and one.visible]
    fine = "De hör till tjänsten eller programmet som användes. Inget behöver göras."
    for found, what, hint, severity in (
        (hidden, "som inte syns på någon sida", fine, Severity.UPPLYSNING),
        (seen, "som syns på en sida", _READ, Severity.VARNING),
        (empty, "utan underskrift", fine, Severity.UPPLYSNING),
    ):
        if found:
            fields = listed([f"”{one.field}”" + (f" på sida {one.page}" if one.visible else "") for one in found])
            message = f"Filen har fått egna fält för underskrift {what}: {fields}."
            yield diagnostics.OWN_FIELDS.finding(message, hint, place, severity=severity)
