"""Texts without the numbers of persons."""

import re
import unicodedata

_PERSON = re.compile(
    r"(?P<semantic>(?<![A-Za-z])(?i:PNO|IDC|PAS|TIN)(?i:[A-Z]{2})[-:])[\w+-]*\w"  # ETSI EN 319 412-1, 5.1.3
    r"|(?<=SE)(?P<vat>\d{10})(?=01(?!\d))"  # the VAT number of a sole trader
    r"|(?<!\d)(?P<day>(?:1[689]|20)(?: ?\d){6}|(?:1[89]|20)\d\d(?P<sep>[-./])\d\d(?P=sep)\d\d"
    r"|\d{6}|\d\d(?P<cut>[-./ ])\d\d(?P=cut)\d\d)"
    r"(?:(?P<link> ?[-+/.:]? ?)(?P<last>\d(?: ?\d){3})|[-+](?P<interim>[A-Z]\d{3}))(?!\d)"
    r"(?!(?P<mark>[-./])\d\d(?P=mark)\d\d(?!\d))"  # "2026-01-01 - 2026-12-31"
)
_MONTH, _DAY = range(13), (*range(32), *range(60, 92))


def mask(text: str) -> str:
    """The text with "…" in place of what is or may be the number of a person, whatever its check digit.

    These are Swedish personal and coordination numbers (Skatteverket: the latter have the day plus 60), of ten or
    twelve digits, and all identities with a prefix for persons in ETSI EN 319 412-1. Organisation numbers, whose third
    digit is at least 2 (lag 1974:174), telephone numbers, dates and times are left; one that is also right as a
    person's number is taken for that.
    """
    # Digits of any kind are read, and characters that cannot be seen are read past.
    seen = [(_plain(char), at) for at, char in enumerate(text) if unicodedata.category(char) not in ("Cf", "Mn")]
    plain = "".join(char for char, _at in seen)
    done, out, start = 0, "", 0
    while match := _PERSON.search(plain, start):
        start = match.end() if (taken := _personal(match)) else match.start() + 1
        if taken:
            first = match.end("semantic") if match["semantic"] else match.start()
            out += text[done : seen[first][1]] + "…"
            done = seen[match.end() - 1][1] + 1
    return out + text[done:]


def _plain(char: str) -> str:
    kind = unicodedata.category(char)
    if kind == "Nd":
        return str(unicodedata.decimal(char))
    return "-" if kind == "Pd" or char == "−" else " " if kind[0] == "Z" or char in "\t\r\n" else char


def _personal(match: re.Match[str]) -> bool:
    """True if what was found may be a person's number: if it begins with a day, and is not more likely a time."""
    if match["semantic"]:
        return True
    written = match["vat"] or match["day"] + (match["last"] or "0000")
    digits = re.sub(r"\D", "", written)
    ten = digits[-10:]
    if int(ten[2:4]) not in _MONTH or int(ten[4:6]) not in _DAY:
        return False
    if match["interim"] or match["vat"] or match["link"].strip() in ("-", "+"):
        return True
    from loftdocs.mention.checksums import luhn  # reads in all of `mention`, and few texts come this far

    if len(digits) == 10 and ten[0] == "0":
        return luhn(ten)  # ten digits from 0 are a telephone number, or someone born from 2000 to 2009
    # A day of these years and an hour: "2026-11-25 1030". In one row it may be someone who is still a child.
    recent = (digits[:2] if len(digits) == 12 else "20") == "20" and 15 <= int(ten[:2]) < 50
    hour = recent and int(ten[6:8]) < 24 and int(ten[8:]) < 60
    return not hour or (written.isdigit() and not match["link"] and luhn(ten))
