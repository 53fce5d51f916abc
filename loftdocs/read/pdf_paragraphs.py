"""The paragraphs of a PDF: lines joined, headers and footers told apart, headings guessed."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from loftdocs.read.clauses import as_number, begins_with_marker, split_number
from loftdocs.read.document import Paragraph
from loftdocs.read.pdf_lines import Line

# As shares of the page's height: where what comes back on several pages is a header or footer, and where any line is.
_ZONE, _NARROW_ZONE, _HEADER, _FOOTER = 0.15, 0.10, 0.075, 0.06
# Between the baselines of two lines, in font sizes, where the text itself does not show it.
_DISTANCE = 1.35
_LONGEST_HEADING = 160
_DEEPEST = 3
# Words that a hyphen before them does not hang together with: ”kostnads- och tidsramar”.
_AFTER_OPEN_HYPHEN = ("och", "eller", "samt", "respektive", "resp.", "till", "men")
_ENDS = (".", ":", ";", "!", "?")
_PAGE_NUMBER = re.compile(r"(?:sida|sid\.?|s\.)?\s*[-–]?\s*\d+\s*(?:av|\(|/|of)?\s*\d*\s*\)?\s*[-–]?$", re.IGNORECASE)
_LEADERS = re.compile(r"\s*(?:\.\s?){4,}\s*|\s*…{2,}\s*")


def body_size(lines: Sequence[Line]) -> float:
    """The font size that most of the text is set in."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 11.0


def mark_margins(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> list[list[Line]]:
    """The pages with their headers and footers marked."""
    size = body_size([line for page in pages for line in page])
    seen = Counter(key for page, height in zip(pages, heights, strict=True) for key in {_key(x, height) for x in page})
    marked = []
    for page, height in zip(pages, heights, strict=True):
        marked.append([_marked(line, page, height, seen[_key(line, height)], len(pages), size) for line in page])
    return marked


def _key(line: Line, height: float) -> tuple[str, int]:
    return re.sub(r"\d+", "0", f"{line.number} {line.text}"), round(
        (line.y if line.y < height / 2 else line.y - height) / 4
    )


def _marked(line: Line, page: Sequence[Line], height: float, times: int, pages: int, size: float) -> Line:
    top = line.y > height / 2
    edge = (height - line.y if top else line.y) / height
    often = times >= 2 and edge < (_ZONE if times * 2 >= pages else _NARROW_ZONE)
    inwards = [abs(other.y - line.y) for other in page if (other.y < line.y if top else other.y > line.y)]
    apart = min((gap for gap in inwards if gap > 1), default=0.0) > 1.8 * line.size
    outside = (
        edge < (_HEADER if top else _FOOTER)
        and line.size <= 1.1 * size
        and (apart or bool(_PAGE_NUMBER.match(line.text)))
    )
    if not (often or outside):
        return line
    return replace(line, part="header" if top else "footer")


def join_lines(before: str, after: str) -> str:
    """Two lines of one paragraph as running text, a word that was divided between them put together."""
    before, after = before.rstrip(), after.lstrip()
    if re.search(r"\w-$", before):
        if after.split(" ", 1)[0] in _AFTER_OPEN_HYPHEN:
            return f"{before} {after}"
        # ”e-post” keeps its hyphen, and so do numbers and names.
        divided = after[:1].islower() and re.search(r"[^\W\d_]{2}-$", before)
        return (before[:-1] if divided else before) + after
    return f"{before} {after}"


def group(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of each paragraph."""
    ratios = _usual_distances(lines)
    right = _right_edge([line.x1 for line in lines if not line.in_column and not line.cell])
    groups: list[list[Line]] = []
    for line in lines:
        wide = line if line.in_column or line.cell else replace(line, right=right)
        if groups and _continues(groups[-1], wide, ratios.get(wide.size, _DISTANCE)):
            groups[-1].append(wide)
        else:
            groups.append([wide])
    return groups


def _right_edge(ends: Sequence[float]) -> float:
    """How far lines go, but for the few that reach out into the margin."""
    return sorted(ends)[int(len(ends) * 0.95)] if ends else 0.0


def _usual_distances(lines: Sequence[Line]) -> dict[float, float]:
    """For each font size the distance between lines of a paragraph, in font sizes: the smallest that is common."""
    ratios: dict[float, Counter[float]] = defaultdict(Counter)
    for one, other in pairwise(lines):
        if one.page == other.page and one.size == other.size and 0.9 < (one.y - other.y) / one.size < 2.5:
            ratios[one.size][round((one.y - other.y) / one.size, 1)] += 1
    return {
        size: min(ratio for ratio, times in found.items() if times * 10 >= found.total())
        for size, found in ratios.items()
    }


def _continues(paragraph: Sequence[Line], line: Line, ratio: float) -> bool:
    last = paragraph[-1]
    if line.cell or last.cell:
        return line.cell == last.cell
    if line.number or line.part != last.part or abs(line.size - last.size) > 0.6 or line.bold != last.bold:
        return False
    if "\t" in last.text + line.text:  # a line of a form, or of a list of contents
        return False
    # A digit begins few sentences, but many lines: dates and sums are kept together by no-break spaces.
    full, lower = _is_full(last, line), line.text[:1].islower() or line.text[:1].isdigit()
    ended = last.text.rstrip().endswith(_ENDS)
    if line.page != last.page or line.y >= last.y:  # a new page or column: only a sentence that clearly goes on
        return full and lower and not ended
    if last.y - line.y > 1.2 * ratio * line.size or (not full and (ended or not lower)):
        return False
    indent = line.x0 - last.x0
    if begins_with_marker(line.text) and (ended or not full or indent < -3):
        return False
    if len(paragraph) > 1:
        return abs(indent) < 3 or abs(line.x0 + line.x1 - last.x0 - last.x1) < 6
    return abs(indent) < 3 if last.number else abs(indent) < 4 * line.size


def _is_full(line: Line, after: Line) -> bool:
    """True if the first word of the next line would not have had room."""
    word = len(after.text.split(" ", 1)[0])
    width = word * (after.x1 - after.x0) / max(len(after.text), 1)
    return line.right - line.x1 < 1.25 * width + 0.5 * line.size


def paragraphs(groups: Sequence[Sequence[Line]]) -> Iterator[Paragraph]:
    """The paragraphs, with numbers split off and headings given a level by how large and bold they are."""
    size = body_size([line for lines in groups for line in lines if line.part == "body"])
    looks = [_look(lines, size) for lines in groups]
    distinct = sorted({look for look in looks if look}, reverse=True)
    title = _title(looks, groups) if len(distinct) > 1 else None
    ranks = distinct[1:] if title is not None else distinct
    for index, (lines, look) in enumerate(zip(groups, looks, strict=True)):
        level = min(ranks.index(look) + 1, _DEEPEST) if look in ranks else 0
        number, text = _text(lines, bool(look))
        style = (
            "Title" if index == title else f"Heading {level}" if level else "List Bullet" if number == "•" else "Normal"
        )
        first = lines[0]
        if text.strip():
            yield Paragraph(text, style, first.part, number, level, first.cell, first.page)


def _text(lines: Sequence[Line], is_heading: bool) -> tuple[str, str]:
    text = lines[0].text
    for line in lines[1:]:
        text = join_lines(text, line.text)
    text = _LEADERS.sub("\t", text)
    if lines[0].number:
        return as_number(lines[0].number), text
    return split_number(text, is_heading) if lines[0].cell is None and lines[0].part == "body" else ("", text)


def _look(lines: Sequence[Line], size: float) -> tuple[float, bool] | None:
    """How a heading looks, the larger the more; None for what is no heading."""
    first, text = lines[0], " ".join(line.text for line in lines).rstrip()
    bold = all(line.bold for line in lines)
    if first.part != "body" or first.cell or len(text) > _LONGEST_HEADING or text.endswith((".", ",", ";", ":")):
        return None
    if not re.search(r"[^\W\d_]{2}", text) or as_number(first.number) == "•":
        return None
    larger = first.size >= size + 0.9
    return (round(first.size * 2) / 2, bold) if larger or (bold and first.size > size - 0.3) else None


def _title(looks: Sequence[tuple[float, bool] | None], groups: Sequence[Sequence[Line]]) -> int | None:
    """The paragraph that is the title: the only one with the largest letters, on the first page."""
    largest = max((look for look in looks if look), default=None)
    found = [index for index, look in enumerate(looks) if look == largest and look]
    return found[0] if len(found) == 1 and groups[found[0]][0].page == 1 else None
