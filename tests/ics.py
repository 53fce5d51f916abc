"""What RFC 5545 asks of a calendar file, tried on its octets with nothing but this file's own reading of the text."""

import re
from collections import Counter
from collections.abc import Iterator

_NAME = re.compile(r"([A-Z0-9-]+)((?:;[A-Z-]+=[^;:\",]+)*):(.*)")
_ONCE = {
    "VCALENDAR": ("PRODID", "VERSION", "CALSCALE"),
    "VEVENT": ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "TRANSP"),
    "VALARM": ("ACTION", "TRIGGER", "DESCRIPTION"),
}
_INSIDE = {"VCALENDAR": "", "VEVENT": "VCALENDAR", "VALARM": "VEVENT"}
_FORM = {
    "VERSION": r"2\.0",
    "DTSTAMP": r"\d{8}T\d{6}Z",
    "DTSTART;VALUE=DATE": r"\d{8}",
    "DTEND;VALUE=DATE": r"\d{8}",
    "SEQUENCE": r"\d{1,10}",
    "TRANSP": r"TRANSPARENT|OPAQUE",
    "ACTION": r"DISPLAY",
    "TRIGGER;RELATED=START": r"-P(?:\d+D)?(?:T(?:\d+H)?(?:\d+M)?(?:\d+S)?)?",
}
_TEXT = ("UID", "PRODID", "SUMMARY", "DESCRIPTION", "X-WR-CALNAME")
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_BARE = re.compile(r"(?<!\\)(?:\\\\)*(?:[,;]|\\[^\\;,nN])")


def faults(raw: bytes) -> list[str]:
    """What is wrong with the octets of a calendar of whole-day events; empty when nothing is."""
    found = []
    if not raw.endswith(b"\r\n") or b"\n" in raw.replace(b"\r\n", b"") or b"\r" in raw.replace(b"\r\n", b""):
        found.append("a line does not end in CRLF (3.1)")
    physical = raw.removesuffix(b"\r\n").split(b"\r\n")
    for number, line in enumerate(physical, 1):
        if len(line) > 75:
            found.append(f"line {number} has {len(line)} octets (3.1)")
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            found.append(f"line {number} ends inside a character")
    lines = raw.replace(b"\r\n ", b"").replace(b"\r\n\t", b"").decode("utf-8", "replace").removesuffix("\r\n")
    return [*found, *_structure(lines.split("\r\n"))]


def _structure(lines: list[str]) -> Iterator[str]:
    """The content lines: their form, the components that they make and what each must hold."""
    open_: list[tuple[str, dict[str, list[str]]]] = []
    uids: list[str] = []
    for line in lines:
        match = _NAME.fullmatch(line)
        if not match or _CONTROL.search(line):
            yield f"not a content line: {line!r}"
            continue
        name, parameters, value = match.groups()
        if name == "BEGIN":
            if _INSIDE.get(value) != (open_[-1][0] if open_ else ""):
                yield f"{value} is out of place"
            if value == "VCALENDAR" and line != lines[0]:
                yield "a second calendar"
            open_.append((value, {}))
        elif not open_:
            yield f"{name} is in no component"
        elif name == "END":
            component, properties = open_.pop()
            if value != component:
                yield f"{component} is closed as {value}"
            yield from _complete(component, properties)
            uids += properties.get("UID", [])
        else:
            open_[-1][1].setdefault(name, []).append(value)
            form = _FORM.get(name + parameters)
            if (form and not re.fullmatch(form, value)) or (name in ("DTSTART", "DTEND") and not form):
                yield f"{name} is {value}"
            if name in _TEXT and _BARE.search(value):
                yield f"{name} has an unescaped character: {value} (3.3.11)"
    if open_:
        yield f"{open_[-1][0]} is not closed"
    yield from (f"{uid} stands {times} times" for uid, times in Counter(uids).items() if times > 1)


def _complete(component: str, properties: dict[str, list[str]]) -> Iterator[str]:
    for name in _ONCE.get(component, ()):
        if len(properties.get(name, [])) != 1:
            yield f"{component} has {len(properties.get(name, []))} {name} (3.6)"
    if component == "VEVENT" and properties.get("DTEND", ["9"]) <= properties.get("DTSTART", ["0"]):
        yield "DTEND is not after DTSTART (3.8.2.2)"
