"""The signatures as rows of a table, in words that say yes, no or that it is not known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from loftdocs.verify.result import Clock, Kind, Signature

_CLOCKS = {
    Clock.CLAIMED: "enligt den egna klockan",
    Clock.STAMPED: "enligt en tidsstämpel som inte är betrodd",
    Clock.TRUSTED: "enligt en betrodd tidsstämpel",
}
# Of these only the first cell says anything.
_UNREAD = {
    Kind.EMPTY: ("Inte undertecknat", "oklart"),
    Kind.DAMAGED: ("Går inte att läsa", "nej"),
    Kind.UNKNOWN: ("Av ett slag som inte går att bedöma här", "oklart"),
}


@dataclass(frozen=True)
class Cell:
    """What a cell says; ``state`` is ja, nej, oklart, or empty for what is no answer; ``more`` stands below."""

    text: str = ""
    state: str = ""
    more: str = ""


@dataclass(frozen=True)
class Row:
    """A signature field: its cells in the order of the table; ``page`` from 1, ``link`` that page's id if shown."""

    field: str
    own: bool
    cells: tuple[Cell, ...]
    page: int | None
    link: str


HEADINGS = ("Vem", "Certifikat från", "När", "Håller?", "Betrodd?", "Spärrad?", "Som ärendet säger?")


def rows(signatures: Sequence[Signature], matches: Sequence[bool | None], ids: Mapping[int, str]) -> tuple[Row, ...]:
    """A row for each field; ``matches`` tells if the signer is the case's, ``ids`` the ids of the pages by number."""
    return tuple(
        Row(one.field, not one.built, _cells(one, matches[at] if at < len(matches) else None), one.page,
            ids.get(one.page or 0, ""))
        for at, one in enumerate(signatures)
    )  # fmt: skip


def _cells(one: Signature, match: bool | None) -> tuple[Cell, ...]:
    if one.kind in _UNREAD:
        text, state = _UNREAD[one.kind]
        return (Cell(text, state, one.problem), *[Cell()] * (len(HEADINGS) - 1))
    return (
        _who(one),
        Cell(one.issuer or "okänd utfärdare", more="kvalificerad" if one.qualified else ""),
        _when(one),
        _holds(one),
        _trusted(one),
        _revoked(one),
        Cell() if one.kind is Kind.TIMESTAMP else _matches(match),
    )


def _who(one: Signature) -> Cell:
    organisation = one.organisation if one.organisation != one.name else None
    more = [organisation or ""]
    if one.kind is Kind.TIMESTAMP:
        more.append("tidsstämpel")
    elif not one.person:
        more.append("en organisation, ingen person")
    if one.signers > 1:
        more.append(f"{one.signers} undertecknare i samma fält")
    return Cell(one.name or "Certifikatet har inget namn", more="; ".join(filter(None, more)))


def _when(one: Signature) -> Cell:
    if one.time is None or one.clock is None:
        return Cell("Sägs inte")
    clock = _CLOCKS[one.clock]
    if one.stamp and one.stamp.authority:
        clock += f", av {one.stamp.authority}"
    if one.stamp and not one.stamp.valid:
        clock += "; tidsstämpeln är ogiltig"
    if one.future:
        return Cell(local(one.time), "nej", f"{clock}; det är i framtiden")
    if not one.in_time:
        return Cell(local(one.time), "nej", f"{clock}; certifikatet gällde inte då")
    return Cell(local(one.time), more=clock)


def _holds(one: Signature) -> Cell:
    if one.holds:
        return Cell("Ja", "ja")
    why = (
        (one.intact, "det undertecknade är ändrat"),
        (one.valid, "inte gjord med certifikatets nyckel"),
        (one.whole, "täcker bara en del av filen"),
        (False, "gjord med en metod som inte är säker"),
    )
    return Cell("Nej", "nej", next(words for holds, words in why if not holds))


def _trusted(one: Signature) -> Cell:
    if one.self_issued:
        return Cell("Nej", "nej", "utfärdat av ägaren själv")
    if one.trust is None:
        return Cell("Inte kontrollerat", "oklart")
    if one.trust.problem:
        return Cell("Nej", "nej", one.trust.problem)
    if one.revoked:
        return Cell("Nej", "nej", "certifikatet är spärrat")
    return Cell("Ja", "ja", "certifikatet har gått ut sedan dess" if one.trust.expired else "")


def _revoked(one: Signature) -> Cell:
    if one.revoked:
        return Cell("Ja", "nej", f"sedan {local(one.revoked)}")
    return Cell("Nej", "ja") if one.not_revoked else Cell("Inte kontrollerat", "oklart")


def _matches(match: bool | None) -> Cell:
    if match is None:
        return Cell("Går inte att säga", "oklart")
    return Cell("Ja", "ja") if match else Cell("Nej", "nej")


def local(time: datetime) -> str:
    """Swedish time; UTC, and said so, on a computer that has no time zones."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return f"{time.astimezone(ZoneInfo('Europe/Stockholm')):%Y-%m-%d kl. %H.%M}"
    except ZoneInfoNotFoundError:
        return f"{time.astimezone(UTC):%Y-%m-%d kl. %H.%M} UTC"
