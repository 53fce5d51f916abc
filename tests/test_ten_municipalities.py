"""Ten municipalities and regions, as clerks write their cases, against what their papers are to say.

``tests/cases/kommuner`` has the cases and, in ``vantat``, the text of what differs between them: written by hand before
anything was made, never taken from what was made. What an entry holds is compared word for word, line breaks aside;
the lists ``texter``, ``avtal`` and ``bilaga`` have passages in the order in which they stand.
"""

import csv
import re
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import icalendar
import pytest
import yaml
from pypdf import PdfReader

from loftdocs.build import Result, build
from loftdocs.project import Project, case_file

from .conftest import REPO
from .read_back import plain
from .test_render import png

CASES = REPO / "tests" / "cases" / "kommuner"
NAMES = sorted(path.stem for path in CASES.glob("*.yaml"))
# The clauses that every agreement has, before the optional ones and after them.
FIRST = [
    "1 Bakgrund",
    "2 Definitioner",
    "3 Samarbetet",
    "4 Arbetsgivaransvar",
    "5 Ekonomiska åtaganden och finansiellt stöd",
    "6 Fakturerings- och betalningsvillkor",
    "7 Projektperiod",
    "8 Resultat",
    "9 Publicering och kommunikation",
]
LAST = ["Avtalet", "Tillämplig lag och tvist"]


class Made:
    """What was made of one case, read back."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name, self.folder = name, folder

    def pages(self, document: str) -> list[str]:
        """The text of each page without its header and footer, which come before it."""
        read = PdfReader(self.folder / f"{document}-{self.name}.pdf")
        return [re.sub(r"\A(?:.*\n)?.* Sida \d+ av \d+\n", "", page.extract_text()) for page in read.pages]

    def text(self, document: str) -> str:
        """The whole text, a number that goes on after its hyphen or dash on the next line put together."""
        return plain(re.sub(r"(?<=\d)([-–])\n(?=\d)", r"\1", "\n".join(self.pages(document))))

    def headings(self, document: str) -> list[str]:
        """The bookmarks below the document's title, in order."""
        read = PdfReader(self.folder / f"{document}-{self.name}.pdf")
        return [plain(one) for one in _titles(read.outline)][1:]

    def days(self) -> list[str]:
        """The calendar's days and what they are called, in order."""
        calendar = icalendar.Calendar.from_ical((self.folder / f"nyckeldatum-{self.name}.ics").read_bytes())
        return [f"{one['DTSTART'].dt} {plain(one['SUMMARY']).split(' – ')[0]}" for one in calendar.walk("VEVENT")]

    def invoices(self) -> dict[int, int]:
        """How many invoices of one quarter's fee come in each calendar year."""
        with (self.folder / f"fakturaplan-{self.name}.csv").open(encoding="utf-8-sig") as lines:
            rows = list(csv.DictReader(lines, delimiter=";"))
        assert {row["Belopp exkl. moms (kr)"] for row in rows} == {"75000,00"}
        return dict(Counter(int(row["Kalenderår"]) for row in rows))


def _titles(outline: Sequence[Any]) -> Iterator[str]:
    for one in outline:
        if isinstance(one, list):
            yield from _titles(one)
        else:
            yield one.title


def _between(text: str, start: str, end: str = "") -> str:
    """What stands between two headings, or from one to the end; the whole text if they are not there, to be seen."""
    match = re.search(rf"(?:^|(?<= )){re.escape(start)} (.*?) ?{re.escape(end) if end else '$'}(?: |$)", text)
    return match[1] if match else text


def _missed(text: str, passages: Sequence[str]) -> list[str]:
    """The passages that do not stand in the text in their order."""
    at, missed = 0, []
    for passage in map(plain, passages):
        found = text.find(passage, at)
        if found < 0:
            missed.append(passage)
        else:
            at = found + len(passage)
    return missed


def _build(name: str, root: Path) -> Result:
    shutil.copytree(REPO / "templates", root / "templates")
    (root / "cases" / name).mkdir(parents=True)
    shutil.copy(CASES / f"{name}.yaml", root / "cases")
    (root / "cases" / name / "vapen.png").write_bytes(png(300, 100))
    project = Project(root)
    return build(project, case_file(project, name))


@pytest.mark.parametrize("name", NAMES)
def test_the_papers_say_what_a_clerk_expects_to_read(name: str, tmp_path: Path) -> None:
    wanted = yaml.safe_load((CASES / "vantat" / f"{name}.yaml").read_text(encoding="utf-8"))
    result = _build(name, tmp_path)
    assert result.folder, [f"{finding.code} {finding.message}" for finding in result.findings]
    made = Made(name, result.folder)
    paper, agreement, annex = (made.text(document) for document in ("tjansteskrivelse", "partneravtal", "bilaga"))
    headings = made.headings("tjansteskrivelse")
    after_economy = headings[headings.index("Ekonomiska konsekvenser") + 1]
    cover = plain(made.pages("handlingar")[0])
    clauses = [*FIRST, *wanted["klausuler"]]
    clauses += [f"{number} {title}" for number, title in enumerate(LAST, len(clauses) + 1)]

    assert {
        "försättsblad": cover.partition(" Handling ")[0] if wanted["försättsblad"] else None,
        "brevhuvud": paper.partition(" Förslag till beslut ")[0],
        "förslag": _between(paper, "Förslag till beslut", "Sammanfattning"),
        "rubriker": headings,
        "ekonomi": _between(paper, "Ekonomiska konsekvenser", after_economy),
        "underlag": _between(paper, "Beslutsunderlag"),
        "avtalets_början": agreement.partition(" 1 Bakgrund ")[0],
        "klausuler": made.headings("partneravtal"),
        "underskrifter": agreement.partition(" båda Parterna undertecknar. ")[2],
        "dagar": made.days(),
        "fakturor": made.invoices(),
        "anmärkningar": sorted(finding.code for finding in result.findings if finding.silenced is None),
        "besked": [verdict.state for verdict in result.verdicts],
    } == {
        **{part: plain(wanted[part]) for part in ("brevhuvud", "förslag", "ekonomi", "underlag", "avtalets_början")},
        "försättsblad": plain(wanted["försättsblad"]) if wanted["försättsblad"] else None,
        "rubriker": wanted["rubriker"],
        "klausuler": ["Parter", *clauses, "Underskrifter"],
        "underskrifter": plain(wanted["underskrifter"]),
        "dagar": wanted["dagar"],
        "fakturor": wanted["fakturor"],
        "anmärkningar": sorted(wanted["anmärkningar"]),
        "besked": wanted["besked"],
    }
    assert _missed(paper, wanted["texter"]) == []
    assert _missed(agreement, wanted["avtal"]) == []
    assert _missed(annex, wanted["bilaga"]) == []
    assert [words for words in wanted["aldrig"] if words in f"{cover} {paper} {agreement} {annex}"] == []


def test_the_ten_are_ten_and_each_pays_twelve_quarters() -> None:
    wanted = [yaml.safe_load((CASES / "vantat" / f"{name}.yaml").read_text(encoding="utf-8")) for name in NAMES]
    assert [sum(one["fakturor"].values()) for one in wanted] == [12] * 10  # three years, whenever they begin
