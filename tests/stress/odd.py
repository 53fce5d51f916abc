"""Odd things to put in a text: values, characters and pieces of syntax that programs have stumbled on."""

from random import Random

VALUES = (
    *("", " ", "~", "null", "true", "no", "0", "-1", "1e999999", "0x7fffffffffffffff", "1_000", "0o17", ".inf", ".nan"),
    *("9" * 5000, "1." * 300, "405.325.2907", "1.000.00 kr", "192.168.100.25", "1 000 000 000 000 000 000 000 kr"),
    *("0001-01-01", "9999-12-31", "2022-02-30", "2022-13-01", "1582-10-10", "31 december 9999", "2022-01-" * 300),
    *("212000-0282", "000000-0000", "212000" * 40, "SEK", "%", "-0 %", "1e9 %", "½", "٣", "Ⅷ", "²"),
    *(
        "[]",
        "{}",
        "[" * 600,
        "{a: " * 400,
        "- " * 500,
        "&a [*a, *a]",
        "*okänd",
        "<<: *a",
        "!!python/object:os.system x",
    ),
    *("|", ">", "|+9", "? ", ": ", "- ", "# ", "%YAML 9", "---", "...", "@x", "`x", '"', "'", "\\", "\\u0000"),
    *("{{ kommun }}", "{% for a in b %}", "{{ 10**10 * 'x' }}", "{{ ''.__class__ }}", "{#", "{%", "}}", "{{p x }}"),
    *("å", "a\u030a", "\u00ad", "\u200b", "\u200d", "\u2028", "\u0085", "\x0b", "\x0c", "\ufeff", "\u202e", "\ud7ff"),
    *("👨\u200d👩\u200d👧", "🏳️", "ﬁ", "İ", "ß", "\U0001f9ff", "\ue000", "\ufffe", "\uffff", "\x00", "\x1b[8m", "\x7f"),
    *("a" * 5000, "a " * 3000, "- \n" * 400, "**" * 400, "kr " * 900, "1 " * 1500, ", " * 900, "(" * 900, "\n" * 900),
    *("../../etc/passwd", "/etc/passwd", "C:\\x", "con", "a\x00b", "file:///etc/passwd", "http://127.0.0.1/", "~/x"),
)


def mutated(text: str, chance: Random) -> str:
    """The text with one to four faults: in its values, its lines, or anywhere."""
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        text = chance.choice((_value, _value, _value, _line, _piece, _cut, _swap, _repeat, _flip))(text, chance)
    return text


def _value(text: str, chance: Random) -> str:
    """Another value for a key, or after a dash."""
    lines = text.split("\n")
    places = [at for at, line in enumerate(lines) if ":" in line or line.lstrip().startswith("- ")]
    if not places:
        return _piece(text, chance)
    at = chance.choice(places)
    key, colon, old = lines[at].partition(":")
    odd = chance.choice(VALUES)
    new = chance.choice((odd, f"{old} {odd}", f'"{odd}"', f"|\n      {odd}", f"\n    - {odd}\n    - {odd}"))
    lines[at] = f"{key}{colon} {new}"
    return "\n".join(lines)


def _line(text: str, chance: Random) -> str:
    """A line taken away, put in twice, moved, or indented otherwise."""
    lines = text.split("\n")
    at, to = chance.randrange(len(lines)), chance.randrange(len(lines))
    line = lines[at]
    how = chance.randrange(4)
    if how != 1:
        del lines[at]
    if how == 1 or how == 2:
        lines.insert(to, line)
    elif how == 3:
        lines.insert(at, " " * chance.randrange(9) + line.lstrip())
    return "\n".join(lines)


def _piece(text: str, chance: Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(VALUES) + text[at:]


def _cut(text: str, chance: Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + text[at + chance.choice((1, 3, 40, 100_000)) :]


def _swap(text: str, chance: Random) -> str:
    """A word in place of another that stands elsewhere."""
    words = text.split(" ")
    words[chance.randrange(len(words))] = chance.choice(words)
    return " ".join(words)


def _repeat(text: str, chance: Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + text[at : at + chance.choice((1, 10, 80))] * chance.choice((2, 50, 400)) + text[at:]


def _flip(text: str, chance: Random) -> str:
    """A character's neighbour in its place."""
    if not text:
        return text
    at = chance.randrange(len(text))
    code = ord(text[at]) ^ (1 << chance.randrange(16))
    return text[:at] + (chr(code) if not 0xD800 <= code < 0xE000 else "\ufffd") + text[at + 1 :]
