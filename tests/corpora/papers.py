"""Word files that others have made: what ``loftdocs review`` does with each, and which words of it are read."""

import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from loftdocs.failures import FileFailure
from loftdocs.read.foreign import read_any
from tests.corpora.office import read_all
from tests.corpora.run import Said, ask_all, loftdocs
from tests.corpora.table import aligned
from tests.corpora.words import Compared, Why, compare, drawn_words, words

SECONDS = 20.0
_ENDINGS = (".docx", ".docm", ".dotx", ".dotm")
_SAMPLE = 12
_HEADS = ("mapp", "filer", "lästa", "avvisade", "krascher", "för långsamma", "jämförda", "saknar ord", "har fler")
# Oddities of single files, each looked into by hand, with the words that they are about (none: all of the file).
_SOURCE_LOST = "LibreOffice hittar inte källan till fält i sidfoten och skriver Error: Reference source not found."
_EQUATIONS = "LibreOffice ritar fält med EQ som formler; loftdocs läser det som står i dem."
_LETTERS = "a V b e i n p x y z re Manuals Average Sum Count"
_FILES = {
    "O14ISOStrict__Word__instrText-Field Definitions-EQ-Array-AlignLeft.docx": (
        _EQUATIONS,
        "Milk Eggs Detergent Veggies",
    ),
    "TestFiles__complex2010.docx": (_EQUATIONS, _LETTERS),
    "v2__wordprocessing__Normalize__complex0.docx": (_EQUATIONS, _LETTERS),
    "Tika-792.docx": ("Det infogade och sedan bortflyttade räknar LibreOffice som infogat.", "b"),
    "TestFiles__5Errors.docx": ("Filen är gjord med fel, och LibreOffice utelämnar en kommentar.", "Second Paragraph"),
    "TestFiles__UnknownElement.docx": ("Texten står i w:p2, som inte finns. loftdocs läser den ändå.", ""),
    "v2__wordprocessing__bookmark__bookmark.docx": (
        "Sidhuvudet har STYLEREF-fält, som LibreOffice räknar ut på nytt.",
        "Error Use the Home tab to apply to the text that you want to appear here SPECIFICATION",
    ),
    "v2__wordprocessing__complexDocx__complexity - part 1.docx": (
        _SOURCE_LOST,
        "Error Reference source Complexity Document Type Title",
    ),
    "v2__wordprocessing__complexDocx__complexity.docx": (_SOURCE_LOST, "Error Reference source Document Type Title"),
    "v2__wordprocessing__footer & header__footer header-odd.docx": (
        "Årtalet är en kopplad innehållskontroll, som LibreOffice lämnar tom.",
        "2007",
    ),
}


@dataclass(frozen=True)
class Paper:
    """A file with what was said of it; ``compared`` is None where there was nothing to compare."""

    file: Path
    said: Said
    compared: Compared | None = None

    @property
    def stopped(self) -> bool:
        """True for a traceback, and for a command that took too long."""
        return bool(self.said.crash) or self.said.late

    @property
    def is_read(self) -> bool:
        """True if the command read the file."""
        return not self.stopped and not self.said.unread

    @property
    def lost(self) -> tuple[tuple[str, int], ...]:
        """The words that only LibreOffice reads, with no reason for it."""
        return self._unexplained(self.compared.lost if self.compared else ())

    @property
    def extra(self) -> tuple[tuple[str, int], ...]:
        """The words that only loftdocs reads, with no reason for it."""
        return self._unexplained(self.compared.extra if self.compared else ())

    def _unexplained(self, found: Sequence[tuple[str, int, Why | None]]) -> tuple[tuple[str, int], ...]:
        left = ((word, times) for word, times, why in found if why is None)
        if self.file.name not in _FILES:
            return tuple(left)
        about = words(_FILES[self.file.name][1])
        return tuple(one for one in left if about and not about[one[0]])


def find(folder: Path) -> list[Path]:
    """The Word files in a folder and those below it."""
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in _ENDINGS and path.is_file())


def ask_papers(files: Sequence[Path], progress: Callable[[str, int], None]) -> list[Paper]:
    """All files asked, and those that are read compared. Raises `NoOffice`; ``progress`` takes a word and a number."""
    papers = []
    for number, said in enumerate(ask_all(files, SECONDS, loftdocs("review")), 1):
        papers.append(Paper(files[number - 1], said))
        progress("granskade", number)
    readable = [paper for paper in papers if paper.is_read]
    compared: dict[Path, Compared] = {}
    with tempfile.TemporaryDirectory(prefix="loftdocs-corpora-") as name:
        theirs = read_all([paper.file for paper in readable], Path(name))
        for number, (paper, read) in enumerate(zip(readable, theirs, strict=True), 1):
            if read is not None:
                try:
                    compared[paper.file] = compare(read_any(paper.file), read, drawn_words(paper.file))
                except FileFailure as failure:  # the command has just read it
                    raise AssertionError(f"{paper.file}: {failure.message}") from failure
            progress("jämförda", number)
    return [Paper(paper.file, paper.said, compared.get(paper.file)) for paper in papers]


def good(papers: Sequence[Paper]) -> bool:
    """True if nothing crashed or took too long, and every word on one side alone has its reason."""
    return not any(paper.stopped or paper.lost or paper.extra for paper in papers)


def report(papers: Sequence[Paper]) -> str:
    """The table; what stopped and what was refused; the words that are lost or extra; each kind explained once."""
    parts = (_table(papers), _stops(papers), _words(papers), _kinds(papers))
    return "\n".join(line for part in parts for line in part)


def _table(papers: Sequence[Paper]) -> Iterator[str]:
    folders = sorted({paper.file.parent.name for paper in papers})
    rows: list[tuple[str, ...]] = [_HEADS]
    rows += [(name, *_counts([paper for paper in papers if paper.file.parent.name == name])) for name in folders]
    yield from aligned((*rows, ("alla", *_counts(papers))))


def _counts(papers: Sequence[Paper]) -> tuple[str, ...]:
    counts = (
        len(papers),
        sum(paper.is_read for paper in papers),
        sum(bool(paper.said.unread) for paper in papers),
        sum(bool(paper.said.crash) for paper in papers),
        sum(paper.said.late for paper in papers),
        sum(paper.compared is not None for paper in papers),
        sum(bool(paper.lost) for paper in papers),
        sum(bool(paper.extra) for paper in papers),
    )
    return tuple(map(str, counts))


def _stops(papers: Sequence[Paper]) -> Iterator[str]:
    for paper in papers:
        if paper.said.crash:
            yield f"krasch: {paper.file.name}: {paper.said.crash}"
        elif paper.said.late:
            yield f"för långsam: {paper.file.name}: stoppad efter {paper.said.seconds:.0f} s"
    refused: dict[str, list[str]] = defaultdict(list)
    for paper in papers:
        for reason in paper.said.unread:
            refused[reason.removeprefix(f"{paper.file.name} ")].append(paper.file.name)
    for reason, names in refused.items():
        yield from ("", f"Avvisade: {reason}", *(f"  {name}" for name in names))
    unopened = [paper.file.name for paper in papers if paper.is_read and paper.compared is None]
    if unopened:
        yield from ("", "Öppnas av loftdocs, inte av LibreOffice:", *(f"  {name}" for name in unopened))


def _words(papers: Sequence[Paper]) -> Iterator[str]:
    for title, side in (("Ord som loftdocs tappar", "lost"), ("Ord som bara loftdocs läser", "extra")):
        found = [(paper, dict(getattr(paper, side))) for paper in papers if getattr(paper, side)]
        if found:
            yield from ("", f"{title}, utan förklaring:")
        for paper, counts in sorted(found, key=lambda pair: -sum(pair[1].values())):
            sample = " ".join(list(counts)[:_SAMPLE]) + (" …" if len(counts) > _SAMPLE else "")
            total = paper.compared.words if paper.compared else 0
            yield f"  {paper.file.name}: {sum(counts.values())} (LibreOffice läser {total}): {sample}"


def _kinds(papers: Sequence[Paper]) -> Iterator[str]:
    counts: Counter[tuple[Why, str]] = Counter()
    files: dict[Why, set[str]] = defaultdict(set)
    for paper in papers:
        if paper.compared:
            for side, found in (("tappade", paper.compared.lost), ("fler", paper.compared.extra)):
                for _word, times, why in found:
                    if why:
                        counts[why, side] += times
                        files[why].add(paper.file.name)
    for why in files:
        lost, extra = counts[why, "tappade"], counts[why, "fler"]
        yield from ("", f"{why.value} ({lost} ord tappas, {extra} är fler, i {len(files[why])} filer)")
    for name in sorted({paper.file.name for paper in papers} & _FILES.keys()):
        yield from ("", f"{name}: {_FILES[name][0]}")
