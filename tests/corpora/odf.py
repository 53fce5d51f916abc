"""The text of a flat OpenDocument file (OpenDocument 1.3, part 3), sorted by what it is."""

from collections import defaultdict
from collections.abc import Container
from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element

_NAMES = "{urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _STYLE, _OFFICE = f"{_NAMES}text:1.0}}", f"{_NAMES}style:1.0}}", f"{_NAMES}office:1.0}}"
_DRAW = f"{_NAMES}drawing:1.0}}"
_OWN = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_BLANKS = frozenset(_TEXT + name for name in ("s", "tab", "line-break"))
_ENDS = frozenset(_TEXT + name for name in ("p", "h", "ruby-base"))
_SORTS = {
    f"{_TEXT}tracked-changes": "deleted",
    f"{_TEXT}note-citation": "marks",
    f"{_OFFICE}chart": "charts",
    f"{_STYLE}master-page": "heads",
    f"{_TEXT}note-body": "rest",
    f"{_OFFICE}annotation": "comments",
    f"{_DRAW}text-box": "rest",
    f"{_DRAW}custom-shape": "rest",
}
# Fields that are worked out anew each time that a file is opened, and so differ from what the file has.
_FIELDS = (
    "page-number",
    "page-count",
    "date",
    "time",
    "file-name",
    "template-name",
    "editing-duration",
    "editing-cycles",
)
_OF_THE_FILE = tuple(f"{what}-{when}" for what in ("creation", "modification", "print") for when in ("date", "time"))
_COUNTS = tuple(f"{what}-count" for what in ("word", "paragraph", "character", "table", "image", "object"))

_WORKED_OUT = frozenset(_TEXT + name for name in (*_FIELDS, *_OF_THE_FILE, *_COUNTS))
_REGION, _CHANGE_ID, _CHANGE = f"{_TEXT}changed-region", f"{_TEXT}id", f"{_TEXT}change-id"
_CHANGES = (f"{_TEXT}change-start", f"{_TEXT}change-end")


@dataclass(frozen=True)
class Theirs:
    """What LibreOffice reads of a file.

    ``plain`` is its plain text: of the body, with the lists' numbers. All else is from the OpenDocument file: ``body``
    again, ``rest`` in notes and text boxes, ``comments``, and ``heads`` in headers and footers. ``deleted`` is deleted
    by a tracked change, ``marks`` are the notes' numbers, ``fields`` is worked out anew.
    """

    plain: str
    body: str = ""
    rest: str = ""
    comments: str = ""
    heads: str = ""
    deleted: str = ""
    marks: str = ""
    charts: str = ""
    fields: str = ""


def read_flat(plain: str, flat: bytes) -> Theirs:
    """The texts of a file that LibreOffice has written as plain text and as flat OpenDocument."""
    root = etree.fromstring(flat, etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True))
    changes = {region.get(_CHANGE_ID) for region in root.iter(_REGION) if region.find(f"{_TEXT}deletion") is not None}
    sorter = _Sorter(changes)
    sorter.walk(root, "body")
    return Theirs(plain, **{sort: "".join(pieces) for sort, pieces in sorter.found.items()})


class _Sorter:
    """Goes through a file in order: a deletion begins in one paragraph and may end in another."""

    def __init__(self, deletions: Container[str | None]) -> None:
        self.found: dict[str, list[str]] = defaultdict(list)
        self._deletions = deletions
        self._open: set[str | None] = set()

    def walk(self, element: _Element, sort: str) -> None:
        """Takes the text of an element; ``sort`` is that of what is around it."""
        if not isinstance(element.tag, str):
            return
        own = "fields" if element.tag in _WORKED_OUT else _SORTS.get(element.tag, sort)
        if own != "rest" or sort == "body":  # a box in a header is of the header
            sort = own
        has_text = element.tag.startswith((_TEXT, _OWN))
        if element.tag in _CHANGES and element.get(_CHANGE) in self._deletions:
            self.found["deleted"].append(" ")
            (self._open.add if element.tag == _CHANGES[0] else self._open.discard)(element.get(_CHANGE))
        self._take(sort, element.text if has_text else "")
        for child in element:
            self.walk(child, sort)
            if child.tag in _BLANKS or child.tag in _WORKED_OUT:
                self._take(sort, " ")
            self._take(sort, child.tail if has_text else "")
        if element.tag in _ENDS or element.tag in _SORTS or element.tag in _WORKED_OUT:
            self._take(sort, "\n")

    def _take(self, sort: str, text: str | None) -> None:
        if text:
            self.found["deleted" if self._open and sort != "comments" else sort].append(text)
