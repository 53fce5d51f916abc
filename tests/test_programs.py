"""Programmes that are unlike the shipped one in parties, term and payments, against what was worked out by hand.

Each stands in ``tests/programs/<name>/``, with its case and what has to come of it in ``cases/`` and ``vantat/`` there.
"""

import csv
import io
import json
import re
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import yaml
from icalendar import Calendar

from loftdocs.build import Result, build
from loftdocs.checking import check
from loftdocs.derive import Facts
from loftdocs.derive.betalplan import Betalplan, Rad
from loftdocs.derive.parties import Part
from loftdocs.project import Project, case_file
from loftdocs.read.document import squash

from .conftest import REPO, Sandbox
from .read_back import pdf_text, plain
from .signing import certificate, sign
from .structure_text import by_structure
from .validators import verapdf

PROGRAMS = REPO / "tests" / "programs"
NAMES = sorted(path.stem for path in (PROGRAMS / "cases").glob("*.yaml"))
# What is to be told of them: a paper that is not sent to its own office, and rents without a word of VAT beside them.
TOLD = {"beslut": ["BES209"]}


@dataclass(frozen=True)
class Made:
    """A built case, what follows from it, and what has to."""

    name: str
    folder: Path
    result: Result
    facts: Facts
    wanted: dict[str, Any]

    def pdf(self, name: str) -> Path:
        return self.folder / f"{name}-{self.name}.pdf"

    def text(self, document: str) -> str:
        """What a document says, in the order in which it is read; the cover is the first of the bundle."""
        return bare(by_structure(self.pdf("handlingar" if document == "forsattsblad" else document)))

    def plan(self, payment: str) -> Betalplan:
        return self.facts.betalningar[payment]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Made]:
    """All of them, built once in one project."""
    root = tmp_path_factory.mktemp("program")
    (root / "cases").mkdir()
    for name in NAMES:
        shutil.copytree(PROGRAMS / name, root / "templates" / name)
        shutil.copy(PROGRAMS / "cases" / f"{name}.yaml", root / "cases")
    return {name: _made(Project(root), name) for name in NAMES}


def _made(project: Project, name: str) -> Made:
    result = build(project, case_file(project, name))
    assert result.folder, [finding.message for finding in result.findings]
    known, _ = check(project, case_file(project, name))
    assert known
    wanted = yaml.safe_load((PROGRAMS / "vantat" / f"{name}.yaml").read_text(encoding="utf-8"))
    return Made(name, result.folder, result, known.facts, wanted)


@pytest.fixture(params=NAMES)
def made(request: pytest.FixtureRequest, built: dict[str, Made]) -> Made:
    """Each in turn."""
    return built[request.param]


def bare(text: str) -> str:
    """Without white space, and without hyphens, since PDFium takes one at the end of a line for its break."""
    return squash(text).replace("-", "").replace("\x02", "")


def number(amount: str | int) -> int:
    """Whole kronor, as ``1 405 871`` or ``1 405 871,00``."""
    return int("".join(str(amount).removesuffix(",00").split()))


def rows(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), delimiter=";"))


def test_there_are_five_and_each_has_what_is_expected() -> None:
    assert len(NAMES) == 5
    assert NAMES == sorted(path.stem for path in (PROGRAMS / "vantat").glob("*.yaml"))


def test_nothing_is_told_that_is_not_so(made: Made) -> None:
    assert [finding.code for finding in made.result.findings] == TOLD.get(made.name, [])


def test_every_value_is_tied_to_the_case_or_the_programme(made: Made) -> None:
    assert made.result.values == made.result.tied > 5


def test_the_titles(made: Made) -> None:
    for document, title in made.wanted["titlar"].items():
        assert plain(made.facts.titlar[document]) == title
        with pikepdf.open(made.pdf(document)) as pdf, pdf.open_metadata() as metadata:
            assert plain(str(metadata["dc:title"])) == title


def test_the_bundles_hold_their_documents_in_order(made: Made) -> None:
    bundles = made.wanted["samlingar"]
    documents = {name for inside in bundles.values() for name in inside} - {"forsattsblad"}
    assert {path.name for path in made.folder.glob("*.pdf")} == {f"{n}-{made.name}.pdf" for n in (*bundles, *documents)}
    for bundle, inside in bundles.items():
        whole = bare(by_structure(made.pdf(bundle)))
        rest = "".join(made.text(document) for document in inside if document != "forsattsblad")
        assert whole.endswith(rest)
        assert (whole != rest) == ("forsattsblad" in inside)


def test_the_sentences(made: Made) -> None:
    for document, sentences in made.wanted["meningar"].items():
        text = made.text(document)
        if document == "forsattsblad":  # some of its lines are set in capitals
            text, sentences = text.casefold(), [sentence.casefold() for sentence in sentences]
        assert [sentence for sentence in sentences if bare(sentence) not in text] == [], document


def test_words_that_never_occur(made: Made) -> None:
    """In no document and no key date; a word of small letters may not begin a sentence either."""
    words = made.wanted["aldrig"]
    texts = [pdf_text(path) for path in made.folder.glob("*.pdf")]
    whole = "\n".join((*texts, *(f"{one['SUMMARY']} {one['DESCRIPTION']}" for one in days(made))))
    assert len(whole) > 2000
    found = [word for word in words if re.search(rf"(?<!\w)(?:{word}|{word[0].upper()}{word[1:]})(?!\w)", whole)]
    assert found == []


def test_files_that_are_not_to_be_there(made: Made) -> None:
    absent = made.wanted.get("filer_som_inte_ska_finnas", [])
    assert [path.name for pattern in absent for path in made.folder.glob(pattern)] == []


def payments(made: Made) -> dict[str, Any]:
    return dict(made.wanted["betalningar"])


def test_who_pays_whom_and_how(made: Made) -> None:
    assert set(made.facts.betalningar) == set(payments(made))
    for name, wanted in payments(made).items():
        plan = made.plan(name)
        assert plan.sätt == wanted["sätt"]
        assert plan.till
        assert plan.till.namn == wanted["till"]
        assert (plan.från.namn if plan.från else None) == wanted.get("från")
        assert plan.säkerhet == (wanted.get("räknas_i_summor") == "nej")


def test_the_payments_row_by_row(made: Made) -> None:
    for name, wanted in payments(made).items():
        assert [_row(made.plan(name), row) for row in made.plan(name).fakturor] == wanted["rader"]


def _row(plan: Betalplan, row: Rad) -> list[Any]:
    """A payment as it is expected: who pays, its days, the amount, its VAT, both together, and when it is due."""
    if plan.sätt == "utbetalning":
        return [row.datum, _decimal(100 * row.belopp)]
    vat = row.belopp * plan.moms_procent
    amounts = (100 * row.belopp, vat, 100 * row.belopp + vat)
    return [*([row.part.namn] if row.part else []), row.från, row.till, *map(_decimal, amounts), plan.förfallodag(row)]


def _decimal(ören: int) -> str:
    return f"{ören // 100:,},{ören % 100:02}".replace(",", " ", f"{ören // 100:,}".count(","))


def test_the_files_say_the_same_as_the_plans(made: Made) -> None:
    for name, wanted in payments(made).items():
        what = {"faktura": "fakturaplan", "utbetalning": "betalningsplan"}[wanted["sätt"]]
        head, *lines = rows(made.folder / f"{what}-{made.name}.csv")
        at = {column: index for index, column in enumerate(head)}
        day = "Förfallodatum" if wanted["sätt"] == "faktura" else "Betalningsdag"
        columns = ["Avser från och med", "Avser till och med"] if wanted["sätt"] == "faktura" else []
        columns = ["Betalas av", *columns] if "Betalas av" in at else columns
        columns += [column for column in head if "(kr)" in column] + [day]
        told = [[line[at[column]] for column in columns] for line in lines]
        if wanted["sätt"] == "utbetalning":
            told = [[line[-1], *line[:-1]] for line in told]
        assert told == [[str(value).replace(" ", "") if "," in str(value) else str(value) for value in row]
                        for row in wanted["rader"]], name  # fmt: skip


def test_the_sums_of_the_years_and_of_the_whole(made: Made) -> None:
    for name, wanted in payments(made).items():
        plan = made.plan(name)
        if "kalenderår" in wanted:
            years = {year.år: [year.antal, int(year.belopp)] for year in plan.kalenderår}
            assert years == {year: [count, number(amount)] for year, (count, amount) in wanted["kalenderår"].items()}
        whole = wanted.get("totalt")
        if whole == "saknas":
            assert plan.totalt is None
        elif whole:
            assert sum(year.antal for year in plan.kalenderår) == whole["antal"]
            assert plan.totalt == number(whole["belopp"])


def test_the_tables_of_sums(built: dict[str, Made]) -> None:
    rent = rows(built["hyra"].folder / "fakturasummor-hyra.csv")
    assert rent[1:6] == [
        ["2021", "10", "366371,00", "91592,75", "457963,75"],
        ["2022", "12", "462000,00", "115500,00", "577500,00"],
        ["2023", "12", "462000,00", "115500,00", "577500,00"],
        ["2024", "3", "115500,00", "28875,00", "144375,00"],
        ["Hela avtalstiden", "37", "1405871,00", "351467,75", "1757338,75"],
    ]
    said = " ".join(row[0] for row in rent[6:] if row)
    assert "Varje betalning förfaller den sista vardagen före månaden som den avser." in said
    assert (
        "Beloppen är före uppräkningen med konsumentprisindex; hur stor den blir är inte känt. De kan vara andra från "
        "och med den 1 januari 2022." in said
    )
    shared = rows(built["samverkan"].folder / "fakturasummor-samverkan.csv")
    assert [row[:3] for row in shared[1:3]] == [["2022", "3", "877500,00"], ["2023", "4", "1170000,00"]]
    assert not any(row and row[0] == "Hela avtalstiden" for row in shared)
    said = " ".join(row[0] for row in shared[3:] if row)
    assert "Avtalet gäller tills vidare. Planen går till och med den 31 december 2023" in said


def test_the_shares_of_those_who_pay_together(built: dict[str, Made]) -> None:
    made = built["samverkan"]
    wanted = payments(made)["bidrag_till_kostnaden"]["delar"]
    plan = made.plan("bidrag_till_kostnaden")
    assert {share.part.namn: [int(share.andel), share.per_år, share.totalt] for share in plan.delar} == {
        name: [share, number(year), number(first) + number(second)]
        for name, (share, year, first, second) in wanted.items()
    }
    # The host bears its own share and is sent no invoice; those of the others come to theirs year by year.
    paid: dict[str, dict[int, int]] = {}
    for row in plan.fakturor:
        assert row.part
        assert row.datum
        of = paid.setdefault(row.part.namn, {})
        of[row.datum.year] = of.get(row.datum.year, 0) + row.belopp
    assert paid == {
        name: {2022: number(first), 2023: number(second)}
        for name, (_, _, first, second) in wanted.items()
        if name != made.wanted["egen"]
    }


def days(made: Made) -> list[Any]:
    calendar = Calendar.from_ical((made.folder / f"nyckeldatum-{made.name}.ics").read_bytes())
    assert isinstance(calendar, Calendar)
    return list(calendar.events)


def test_the_key_dates(made: Made) -> None:
    told = [f"{one.start} {str(one['SUMMARY']).rsplit(' – ', 1)[0]}" for one in days(made)]
    assert told == made.wanted["nyckeldagar"]


def test_the_term_and_how_it_ends(built: dict[str, Made]) -> None:
    lease, joint = built["hyra"], built["samverkan"]
    assert lease.facts.period.förlängs_till == lease.wanted["förlängs_till"]
    assert lease.facts.period.sista_dag_uppsägning == date(2023, 6, 30)
    ends = {one.dag: one.upphör for one in joint.facts.period.uppsägningsdagar}
    assert ends == joint.wanted["upphör_efter_uppsägning"]
    assert joint.facts.period.slut is None
    told = {one.start: plain(one["DESCRIPTION"]) for one in days(joint)}
    for day, before in joint.wanted["sista_arbetsdag_före"].items():
        assert re.search(rf"sista arbetsdagen före är \w+ den {before.day} december {before.year}\.", told[day])
    assert [built[name].facts.tid for name in ("avsikt", "beslut", "bidrag")] == [None, None, None]


def test_the_signatures_rows_and_fields(made: Made) -> None:
    for document, wanted in made.wanted["underskrifter"].items():
        if document == "tjansteskrivelse":
            told = [f"{person.namn}, {person.roll}" for person in made.facts.underskrifter.tjänsteskrivelse]
            assert told == wanted
            continue
        page = made.facts.underskrifter.dokument[document]
        assert [
            [side.part.namn, side.part.ort, f"{person.namn}, {person.roll}"]
            for side in page
            for person in side.personer
            if person
        ] == wanted
        assert all(person for side in page for person in side.personer)
    for file, inside in made.wanted["samlingar"].items():
        expected = [row for name in inside for row in made.wanted["underskrifter"].get(name, [])]
        told = tooltips(made.pdf(file))
        assert len(told) == len(expected), file
        for tooltip, row in zip(told, expected, strict=True):
            assert plain(tooltip).endswith(f"för {row[0]}: {row[2]}" if isinstance(row, list) else f": {row}")


def tooltips(path: Path) -> list[str]:
    """What the signature fields of a PDF are called to who reads them, in the order in which they are listed."""
    with pikepdf.open(path) as pdf:
        form = pdf.Root.get("/AcroForm")
        return [str(field["/TU"]) for field in form.Fields] if form is not None else []


def test_the_decisions_beside_the_signatures(made: Made) -> None:
    text = "".join(made.text(name) for name in made.wanted["underskrifter"])
    assert text.count(bare("Undertecknas enligt beslut")) == len(made.wanted["beslutsrader"])
    assert [row for row in made.wanted["beslutsrader"] if bare(row) not in text] == []


def test_the_own_party_is_the_author(made: Made) -> None:
    own = made.wanted.get("egen") or next(part.namn for part in made.facts.parter if part.kommunal)
    assert made.facts.egen.namn == own
    with pikepdf.open(made.pdf("handlingar")) as pdf, pdf.open_metadata() as metadata:
        assert str(metadata["dc:creator"][0]) == own


def test_whether_an_agreement_can_be_signed_is_asked_where_there_is_one(made: Made) -> None:
    told = [verdict.about for verdict in made.result.verdicts]
    assert ("avtalet" in told) == ("frågas_inte" not in made.wanted)
    assert "skrivelsen" in told


@pytest.mark.parametrize("name", ["avsikt", "bidrag", "hyra", "samverkan"])
def test_what_all_have_signed_is_verified(
    built: dict[str, Made], name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = built[name]
    sandbox = Sandbox(Project(made.folder.parent.parent))
    monkeypatch.chdir(sandbox.project.root)
    with pikepdf.open(made.pdf("avtal")) as pdf:
        fields = [str(field.T) for field in pdf.Root.AcroForm.Fields]
    rows = made.wanted["underskrifter"].values()
    people = [row[2].split(",")[0] for document in rows for row in document if isinstance(row, list)]
    signed = made.pdf("avtal")
    trusted: list[str] = []
    for at, (field, person) in enumerate(zip(fields, people, strict=True)):
        signer = certificate(person)
        assert signer.signing_cert
        root = tmp_path / f"{at}.cer"
        root.write_bytes(signer.signing_cert.dump())
        trusted += ["--trust", str(root)]
        before, signed = signed, tmp_path / f"avtal-{name}-{at}.pdf"
        sign(before, signed, field, signer)
        answer = json.loads(sandbox.run("verify", str(signed), "--case", name, *trusted, "--format", "json").out)
        told = {part: answer["svar"][part]["svar"] for part in ("innehållet", "förseglingen", "undertecknarna")}
        last = field == fields[-1]
        assert told == {"innehållet": "ja", "förseglingen": "ja", "undertecknarna": "ja" if last else "nej"}, answer


def test_the_parties_that_have_one_role(built: dict[str, Made]) -> None:
    facts = built["samverkan"].facts
    many, host = facts.roller["kommuner"], facts.roller["värdkommun"]
    assert isinstance(many, tuple)
    assert isinstance(host, Part)
    assert [part.kortnamn for part in many] == ["Köping", "Arboga", "Kungsör"]
    assert host == many[0] == facts.egen
    assert [str(part.andel) for part in many] == ["53", "29", "18"]


def test_every_file_passes_the_standards(built: dict[str, Made]) -> None:
    files = [path for made in built.values() for path in sorted(made.folder.glob("*.pdf"))]
    found = verapdf(files, ("PDFA_2_A", "PDFUA_1"))
    assert len(found) == 2 * len(files)
    assert {f"{path.name} {profile}": failed for (path, profile), failed in found.items() if failed} == {}
