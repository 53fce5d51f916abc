"""Who and where: organisation numbers, personal identity numbers, telephone numbers and addresses of e-mail."""

from collections.abc import Iterator

from loftdocs.mention.checksums import is_person, luhn
from loftdocs.mention.folding import DASH, GAP, THIN, before, ends_free, is_free, stands_free
from loftdocs.mention.types import Found, MentionKind
from loftdocs.pattern import pattern

# Before and after the @, no longer than an address can be (RFC 5321, 4.5.3.1): a long word is not looked through from
# each of its letters.
_LOCAL_PART = pattern(r"[^\W_][\w.+%-]{0,63}\Z")
_DOMAIN = pattern(r"@[\w-]{1,63}(?:\.[\w-]{1,63}){1,20}")
# 08, three digits such as 070, or four such as 0171; abroad without the 0, or with it in brackets.
_PHONE = pattern(
    rf"(?:(?:\+|00)46{THIN}?-?(?:\(0\)-?{THIN}?)?|(?P<open>\()?0)(?P<area>8|[1-9]\d\d?)(?(open)\))"
    rf"(?P<rest>(?:{THIN}?[-–/]{THIN}?|{THIN})?\d{{2,8}}(?:{THIN}\d{{2,4}}){{0,4}})(?!\w)"
)
_LAST_GROUP = pattern(r"\s+\d+\Z")
_ORG = pattern(
    rf"(?:16)?(?P<first>[1-9]\d[2-9]\d{{3}})(?P<link>{THIN}?{DASH}{THIN}?|{THIN}|)(?P<last>\d{{4}})(?!\w)(?!{DASH}\d)"
)
_ORG_BEFORE = pattern(rf"(?<!\w)org(?:anisations|\.)?{GAP}?-?(?:nr|nummer)?[.:]{{0,2}}{GAP}?\Z")
_PERSON = pattern(
    rf"(?P<century>1[89]|20)?(?P<birth>\d\d[01]\d[0-9]\d)(?P<link>{THIN}?[-–+]{THIN}?|{THIN}|)(?P<last>\d{{4}})"
    rf"(?!\w)(?!{DASH}\d)"
)
_PERSON_BEFORE = pattern(rf"(?<!\w)(?:person|samordnings|p\.?nr|pnr)[^\d\n]{{0,16}}{GAP}?\Z")
# Numbers that are something else: addresses on the web, registration numbers, numbers of accounts.
_OTHER = pattern(
    r"https?://\S+|www\.\S+"
    r"|(?<!\w)(?:dnr|diarienr|diarienummer|ärendenr|ärendenummer|bankgiro|plusgiro|bg|pg|ocr)[.:]{0,2}\s?"
    r"(?:[a-zåäö]{1,8}[\s/-]?)?\d[\d/:.-]*"
)


def contacts_in(folded: str) -> list[Found]:
    """The numbers and addresses of people and organisations in a folded text."""
    return [*_org_numbers(folded), *_person_numbers(folded), *_phones(folded), *_addresses(folded)]


def _addresses(folded: str) -> Iterator[Found]:
    free = 0
    for domain in _DOMAIN.finditer(folded):
        local = before(_LOCAL_PART, folded, domain.start(), min(64, domain.start() - free))
        if local:
            free = domain.end()
            yield Found(MentionKind.EPOST, folded[local.start() : free], local.start(), free)


def other_numbers_in(folded: str) -> list[tuple[int, int]]:
    """The places of numbers that are no mention whatever they look like: "dnr 2022-10", "https://…/2022-01-01"."""
    return [match.span() for match in _OTHER.finditer(folded)]


def _org_numbers(folded: str) -> Iterator[Found]:
    for match in _ORG.finditer(folded):
        if not is_free(folded, match):
            continue
        digits = match["first"] + match["last"]
        hyphen = bool(match["link"].strip())
        # Ten digits alone can be anything, so without its hyphen the number must be right or be announced.
        if hyphen or before(_ORG_BEFORE, folded, match.start()) or (not match["link"] and luhn(digits)):
            yield Found(MentionKind.ORGNR, f"{match['first']}-{match['last']}", *match.span())


def _person_numbers(folded: str) -> Iterator[Found]:
    for match in _PERSON.finditer(folded):
        if not is_free(folded, match):
            continue
        if match["century"] and match["link"] and not match["link"].strip():
            continue  # "20211117 1030" is a date and an hour
        if match[0].isdigit() and match[0].startswith("0") and not before(_PERSON_BEFORE, folded, match.start()):
            continue  # ten digits from 0 are a telephone number
        sign = "+" if "+" in match["link"] else "-"
        number = f"{match['century'] or ''}{match['birth']}{sign}{match['last']}"
        if is_person(number):
            yield Found(MentionKind.PERSONNUMMER, number, *match.span())


def _phones(folded: str) -> Iterator[Found]:
    for match in _PHONE.finditer(folded):
        written = match[0]
        digits = _national(written)
        while len(digits) > 10 and (last := _LAST_GROUP.search(written)):
            written = written[: last.start()]  # "0171-62 62 16 30 dagar": what follows is not of the number
            digits = _national(written)
        shortest = 8 if "-" in written or "–" in written else 9
        if shortest <= len(digits) <= 10 and stands_free(folded, match.start()):
            end = match.start() + len(written)
            if ends_free(folded, end):
                yield Found(MentionKind.TELEFON, digits, match.start(), end)


def _national(written: str) -> str:
    digits = "".join(char for char in written.replace("(0)", "") if char.isdigit())
    abroad = "46" if written.startswith("+") else "0046"
    return "0" + digits.removeprefix(abroad) if written.startswith(("+", "00")) else digits
