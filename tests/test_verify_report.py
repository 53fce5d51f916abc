"""The report of a verification: everything said in words, everything from the file shown as text, and within bounds."""

import io
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pikepdf
import pytest

from loftdocs.findings import Finding, Place, Severity
from loftdocs.report.returned import PageChecklist, checklist, file_name, returned_report, view
from loftdocs.report.returned.draw import Pages
from loftdocs.report.returned.pages import outline
from loftdocs.report.returned.table import rows
from loftdocs.verify.result import (
    Answer,
    Answers,
    Clock,
    Kind,
    Mark,
    Other,
    PageState,
    PageView,
    Signature,
    Stamp,
    Trust,
    Verdict,
    Verified,
)

from .conftest import Built
from .test_report import Page

NASTY = '<script>alert(1)</script>" onerror="alert(2)\x1b[8m\u202eomvänt\u2066\ud800'
YES, NO, UNKNOWN = Verdict.YES, Verdict.NO, Verdict.UNKNOWN
WHEN = datetime(2026, 1, 15, 12, 30, tzinfo=UTC)
COVERED = Mark((0.2, 0.25, 0.3, 0.02), True, False, "300 000 kr", "900 000 kr")
STAMPED = Mark((0.1, 0.95, 0.6, 0.02), False, False, "", "Signerat i tjänsten")


def pdf_of(*texts: str, size: tuple[float, float] = (595, 842), colour: str = "0 g") -> bytes:
    """A PDF with a page for each text; ``colour`` is an operator of PDF content."""
    with pikepdf.new() as pdf:
        font = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1,
                                                    BaseFont=pikepdf.Name.Helvetica))  # fmt: skip
        for text in texts:
            pdf.add_blank_page(page_size=size)
            page = pdf.pages[-1]
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
            words = f"{colour} BT /F1 14 Tf 1 0 0 1 120 {size[1] * 0.735:.0f} Tm ({text}) Tj ET"
            page.Contents = pdf.make_stream(words.encode("latin-1"))
        target = io.BytesIO()
        pdf.save(target, deterministic_id=True)
    return target.getvalue()


def answers(*three: Verdict, receipt: str = "") -> Answers:
    content, seal, signers = (Answer(one, f"Svar {at}.", (f"Skäl {at}.",)) for at, one in enumerate(three, 1))
    return Answers(content, seal, signers, receipt)


def signed(**given: object) -> Signature:
    base = Signature("Underskrift – RISE", Kind.SIGNATURE, built=True, page=1, visible=True, name="Karin Holmqvist",
                     issuer="Prov Utfärdare", time=WHEN, clock=Clock.CLAIMED, intact=True, valid=True,
                     whole=True)  # fmt: skip
    return replace(base, **given)  # type: ignore[arg-type]


def same(number: int) -> PageView:
    return PageView(number, number, PageState.SAME)


def result_of(*pages: PageView, **given: object) -> Verified:
    base = Verified((), (signed(),), (True,), ("Det ena.",), ("Det andra.",), answers(YES, YES, YES), pages,
                    case="prov", document="avtal-prov.pdf", file="hem/avtal.pdf", sha256="ab" * 32)  # fmt: skip
    return replace(base, **given)  # type: ignore[arg-type]


BUILT, RETURNED = pdf_of("300 000 kr", "Tvaa", "Tre"), pdf_of("900 000 kr", "Tvaa", "Tre")


def html_of(*pages: PageView, listed: Sequence[PageChecklist] = (), **given: object) -> str:
    return returned_report(result_of(*pages, **given), BUILT, RETURNED, listed)


EVERY = (
    PageView(1, 1, PageState.CHANGED, (COVERED, STAMPED), ("300 000 kr", "900 000 kr")),
    PageView(2, 2, PageState.UNCLEAR),
    PageView(3, None, PageState.GONE),
    PageView(None, 3, PageState.ADDED, words="Verifikat 4711"),
)


# --- the file --------------------------------------------------------------------------------------


@pytest.mark.parametrize("pages", [(same(1), same(2)), EVERY, ()], ids=["same", "every", "none"])
def test_it_stands_alone(pages: tuple[PageView, ...]) -> None:
    html = html_of(*pages, listed=(PageChecklist(2, ("300 000 kr",), ("30 dagar",), ("Karin Holmqvist",)),))
    page = Page(html.replace('<input type="checkbox">', ""))
    assert not page.all("script") + page.all("link") + page.all("iframe") + page.all("form")
    for _, given in page.elements:
        assert not [name for name in given if name.startswith("on")]
        assert given.get("src", "data:image/jpeg;base64,").startswith("data:image/jpeg;base64,")
        assert given.get("href", "#").startswith("#")
    assert not re.search(r"https?://|@import|url\(", html)
    [policy] = [meta["content"] for meta in page.all("meta") if meta.get("http-equiv") == "Content-Security-Policy"]
    assert policy == "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
    ids = [given["id"] for _, given in page.elements if "id" in given]
    assert len(ids) == len(set(ids))
    assert {link["href"] for link in page.all("a")} <= {f"#{id}" for id in ids}
    named = {word for _, given in page.elements for word in given.get("aria-labelledby", "").split()}
    assert named <= set(ids)
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(image["alt"] for image in page.all("img"))


def test_the_same_result_gives_the_same_bytes() -> None:
    assert html_of(*EVERY) == html_of(*EVERY)


def test_a_folder_has_no_report() -> None:
    with pytest.raises(ValueError, match="folder"):
        html_of(answers=None)


def test_what_comes_from_the_file_is_text() -> None:
    mark = replace(COVERED, before=NASTY, after=f"nu {NASTY}")
    finding = Finding("SIG132", Severity.FEL, NASTY, NASTY, Place(document=NASTY, page=1))
    html = html_of(
        PageView(1, 1, PageState.CHANGED, (mark,), (NASTY, NASTY)),
        PageView(None, 2, PageState.ADDED, words=NASTY),
        PageView(2, 3, PageState.UNCLEAR),
        listed=(PageChecklist(2, (NASTY,), (NASTY,), (NASTY,)),),
        findings=(finding,),
        signatures=(signed(field=NASTY, name=NASTY, organisation=NASTY + "2", issuer=NASTY, built=False,
                           stamp=Stamp(True, NASTY, WHEN), trust=Trust(NASTY)),),
        matches=(None,),
        checked=(NASTY,), unchecked=(NASTY,), others=(Other(NASTY, NASTY),),
        answers=Answers(*[Answer(NO, NASTY, (NASTY,))] * 3, NASTY),
        case=NASTY, document=NASTY, file=NASTY, sha256=NASTY, record=NASTY,
    )  # fmt: skip
    html.encode("utf-8")
    assert "<script" not in html
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;&#34; onerror=") > 25
    assert not [given for _, given in Page(html.replace('<input type="checkbox">', "")).elements if "onerror" in given]
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", html)
    assert "␛[8m" in html


@pytest.mark.parametrize("shown", ["a/b/avtal.pdf", r"C:\hem\avtal.pdf", "avtal.pdf"])
def test_only_the_name_of_the_file_is_told(shown: str) -> None:
    assert file_name(shown) == "avtal.pdf"
    assert "hem" not in Page(html_of(same(1), file=shown)).text("om")


# --- the answer ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("three", "receipt", "title", "about"),
    [
        ((YES, YES, YES), "", "Accepterad", []),
        ((YES, UNKNOWN, YES), "”k.pdf” (registrerat 2026-01-20)", "Accepterad", []),
        ((YES, YES, UNKNOWN), "”k.pdf” (registrerat 2026-01-20)", "Inte avgjort", ["Undertecknarna"]),
        ((NO, YES, YES), "", "Inte accepterad", ["Innehållet"]),
        ((UNKNOWN, NO, YES), "", "Inte accepterad", ["Förseglingen", "Innehållet"]),
        ((YES, YES, NO), "”k.pdf”", "Inte accepterad", ["Undertecknarna"]),
        ((YES, UNKNOWN, YES), "", "Inte avgjort", ["Förseglingen"]),
        ((UNKNOWN, UNKNOWN, UNKNOWN), "", "Inte avgjort", ["Innehållet", "Förseglingen", "Undertecknarna"]),
    ],
)
def test_the_answer_and_what_to_do(three: tuple[Verdict, ...], receipt: str, title: str, about: list[str]) -> None:
    result = result_of(same(1), answers=answers(*three, receipt=receipt))
    shown = view(result, BUILT, RETURNED).advice
    assert shown.title == title
    assert [step.about for step in shown.steps if step.about] == about
    page = Page(returned_report(result, BUILT, RETURNED))
    assert page.text("besked").startswith(title)
    assert all(step.todo in page.text("besked") for step in shown.steps)
    if title == "Accepterad":
        assert "Arkivera filen som den är" in page.text("besked")
        assert not receipt or (receipt in page.text("besked") and receipt in page.text("om"))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"answers": answers(UNKNOWN, YES, YES), "document": "", "pages": ()}, "Bygg inte avtalet på nytt"),
        ({"answers": answers(UNKNOWN, YES, YES), "pages": (PageView(1, 1, PageState.UNCLEAR),)}, "med ögat"),
        ({"answers": answers(YES, UNKNOWN, YES), "signatures": (Signature("S", Kind.EMPTY),)}, "inte en utskrift"),
        ({"answers": answers(YES, UNKNOWN, YES), "signatures": (signed(),)}, "betrodda/"),
        ({"answers": answers(YES, UNKNOWN, YES), "signatures": (signed(trust=Trust("okänd")),)}, "Fråga vilken"),
        ({"answers": answers(YES, UNKNOWN, YES), "signatures": (signed(kind=Kind.UNKNOWN),)}, "i tjänsten som gjorde"),
        ({"answers": answers(YES, YES, UNKNOWN)}, "--kvitto"),
        ({"answers": answers(YES, YES, UNKNOWN), "case": ""}, "--case"),
        ({"findings": (Finding("SIG129", Severity.VARNING, "Något."),)}, "Läs varningarna"),
    ],
)
def test_what_to_do_follows_from_what_is_there(given: dict[str, object], words: str) -> None:
    assert words in " ".join(step.todo for step in view(result_of(**given), BUILT, RETURNED).advice.steps)


def test_three_answers_in_words() -> None:
    page = Page(html_of(same(1), answers=answers(YES, NO, UNKNOWN)))
    said = page.text("svaren")
    assert "Innehållet Ja Svar 1. Skäl 1. Förseglingen Nej Svar 2. Skäl 2. Undertecknarna Går inte att avgöra" in said


def test_findings_gravest_first_with_links_to_pages() -> None:
    note = Finding("SIG116", Severity.UPPLYSNING, "En upplysning.")
    fault = Finding("SIG132", Severity.FEL, "Ett fel.", "Gör något.", Place(document="avtal.pdf", page=1))
    gone = Finding("SIG132", Severity.FEL, "Ett till.", "", Place(document="avtal.pdf", page=99))
    page = Page(html_of(same(1), findings=(note, fault, gone)))
    said = page.text("anmärkningar")
    assert said.index("Ett fel.") < said.index("Ett till.") < said.index("En upplysning.")
    assert "Gör så här: Gör något." in said
    assert [a["href"] for a in page.all("a") if a["href"].startswith("#sida-")] == ["#sida-1", "#sida-1"]
    assert "2 fel 0 varningar 1 upplysning" in page.text("besked")


# --- the signatures --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "match", "cells"),
    [
        (Signature("S", Kind.EMPTY), None, {0: ("Inte undertecknat", "oklart", "")}),
        (Signature("S", Kind.DAMAGED, problem="avhuggen"), None, {0: ("Går inte att läsa", "nej", "avhuggen")}),
        (signed(), True, {2: ("2026-01-15 kl. 13.30", "", "enligt den egna klockan"), 3: ("Ja", "ja", ""),
                          4: ("Inte kontrollerat", "oklart", ""), 6: ("Ja", "ja", "")}),
        (signed(intact=False), False, {3: ("Nej", "nej", "det undertecknade är ändrat"), 6: ("Nej", "nej", "")}),
        (signed(valid=False), None, {3: ("Nej", "nej", "inte gjord med certifikatets nyckel"),
                                     6: ("Går inte att säga", "oklart", "")}),
        (signed(whole=False), None, {3: ("Nej", "nej", "täcker bara en del av filen")}),
        (signed(weak=True), None, {3: ("Nej", "nej", "gjord med en metod som inte är säker")}),
        (signed(trust=Trust(None)), None, {4: ("Ja", "ja", "")}),
        (signed(trust=Trust(None, True)), None, {4: ("Ja", "ja", "certifikatet har gått ut sedan dess")}),
        (signed(trust=Trust("okänd utfärdare")), None, {4: ("Nej", "nej", "okänd utfärdare")}),
        (signed(self_issued=True), None, {4: ("Nej", "nej", "utfärdat av ägaren själv")}),
        (signed(trust=Trust(None), revoked=WHEN), None, {4: ("Nej", "nej", "certifikatet är spärrat"),
                                                         5: ("Ja", "nej", "sedan 2026-01-15 kl. 13.30")}),
        (signed(not_revoked=True), None, {5: ("Nej", "ja", "")}),
        (signed(future=True), None,
         {2: ("2026-01-15 kl. 13.30", "nej", "enligt den egna klockan; det är i framtiden")}),
        (signed(good=(WHEN + timedelta(1), WHEN + timedelta(2))), None,
         {2: ("2026-01-15 kl. 13.30", "nej", "enligt den egna klockan; certifikatet gällde inte då")}),
        (signed(clock=Clock.TRUSTED, stamp=Stamp(True, "Stämplaren", WHEN)), None,
         {2: ("2026-01-15 kl. 13.30", "", "enligt en betrodd tidsstämpel, av Stämplaren")}),
        (signed(kind=Kind.TIMESTAMP), None, {0: ("Karin Holmqvist", "", "tidsstämpel"), 6: ("", "", "")}),
        (signed(person=False, organisation="Tjänsten AB", signers=2), None,
         {0: ("Karin Holmqvist", "", "Tjänsten AB; en organisation, ingen person; 2 undertecknare i samma fält")}),
        (signed(qualified=True), None, {1: ("Prov Utfärdare", "", "kvalificerad")}),
    ],
)  # fmt: skip
def test_a_signature_in_words(one: Signature, match: bool | None, cells: dict[int, tuple[str, str, str]]) -> None:
    [row] = rows((one,), (match,), {})
    assert {at: (cell.text, cell.state, cell.more) for at, cell in enumerate(row.cells) if at in cells} == cells


def test_the_table_says_what_is_of_no_concern_and_what_the_build_did_not_make() -> None:
    page = Page(
        html_of(same(1), signatures=(signed(built=False), Signature("Tom", Kind.EMPTY, True)), matches=(True, None))
    )
    assert page.row("Underskrift – RISEfanns inte i det byggda")[-1] == "sida 1"
    assert page.row("Tom")[1:] == ["? Inte undertecknat", *["–gäller inte"] * 6, "syns inte"]


# --- the pages -------------------------------------------------------------------------------------


def test_every_kind_of_page() -> None:
    html = html_of(
        *EVERY, listed=(PageChecklist(1, ("5 kr",)), PageChecklist(2, ("300 000 kr",), ("30 dagar",), ("Ek AB",)))
    )
    page = Page(html.replace('<input type="checkbox">', ""))
    changed = page.text("sida-1")
    assert changed.startswith("Sida 1 Ändrad Sidan ser inte ut som den byggdes på 2 ställen.")
    assert "Första skillnaden i texten: ”300 000 kr” har blivit ”900 000 kr”." in changed
    assert "Ställe 1: En annan text än den som byggdes." in changed
    assert "Texten före300 000 kr Texten efter900 000 kr" in changed
    assert "Ställe 2: Ett tillägg. Det som byggdes syns." in changed
    unclear = page.text("sida-2")
    assert "Jämför med ögat" in unclear
    for words in ("Belopp och procent 300 000 kr", "Datum och tider 30 dagar", "Namn och organisationsnummer Ek AB"):
        assert words in unclear
    assert "5 kr" not in page.text()
    assert "Sida 3 i det byggda Borttagen Sidan byggdes, men finns inte i filen." in page.text("byggd-3")
    assert "Sida 3 i filen Tillagd Sidan fanns inte när avtalet byggdes. Verifikat 4711" in page.text("sida-3")
    alts = [image["alt"] for image in page.all("img")]
    assert alts[:2] == [
        "Bild av sida 1 så som den byggdes. Inramat: ställe 1, 2, som beskrivs efter bilderna.",
        "Bild av sida 1 så som den kom tillbaka. Inramat: ställe 1, 2, som beskrivs efter bilderna.",
    ]
    assert alts[2:6] == [f"Ställe {at} på sida 1 så som det {how}, förstorat."
                         for at in (1, 2) for how in ("byggdes", "kom tillbaka")]  # fmt: skip
    assert len(alts) == 2 + 4 + 2 + 1 + 1
    assert len(re.findall(r'class="ruta (?:fel|varning)"', html)) == 4


def test_pages_that_are_the_same_are_small_and_few_bytes() -> None:
    html = html_of(same(1), replace(same(2), texts=("Två", "Tvaa")), PageView(2, 3, PageState.SAME))
    page = Page(html)
    assert "3 sidor är som de byggdes" in page.text("sidor")
    assert "texten som går att söka är en annan: ”Två” har blivit ”Tvaa”." in page.text("sidor")
    assert [image["alt"] for image in page.all("img")] == [
        "Sida 1, som den byggdes. Bild av sidan så som den kom tillbaka.",
        "Sida 2, som den byggdes. Bild av sidan så som den kom tillbaka.",
        "Sida 3 i filen, sida 2 i det byggda, som den byggdes. Bild av sidan så som den kom tillbaka.",
    ]
    assert {image["width"] for image in page.all("img")} == {"496"}


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        (replace(COVERED, after=""), "finns inte längre"),
        (replace(COVERED, after=COVERED.before), "finns kvar i filen, men syns inte"),
        (replace(COVERED, before="", after="x"), "övertäckt, ändrat eller borttaget"),
        (replace(STAMPED, faint=True), "vattenstämpel"),
    ],
)
def test_a_place_in_words(mark: Mark, words: str) -> None:
    assert words in Page(html_of(PageView(1, 1, PageState.MORE, (mark,)))).text("sida-1")


def test_a_crop_shows_the_place_and_its_outline() -> None:
    """A red page: the crop is of the page at 200 dpi, and the outline lies where the mark is in it."""
    pages = Pages(pdf_of("x", size=(600, 800), colour="1 0 0 rg 0 0 600 800 re f 0 g"))
    [picture, huge] = pages.places(1, ((0.5, 0.5, 0.1, 0.05), (0.0, 0.0, 1.0, 1.0)))
    pages.close()
    assert huge is None
    assert picture is not None
    assert (picture.width, picture.height) == (
        pytest.approx(180 * 200 / 72, abs=2),
        pytest.approx(76 * 200 / 72, abs=2),
    )
    assert picture.mark == pytest.approx((60 / 180, 18 / 76, 60 / 180, 40 / 76))


@pytest.mark.parametrize("box", [(-1, -1, 9, 9), (0.99, 0.99, 0.5, 0.5), (2, 2, 1, 1), (0, 0, 0, 0)])
def test_an_outline_is_never_outside_its_page(box: tuple[float, float, float, float]) -> None:
    left, top, width, height = (float(one) for one in re.findall(r":(-?[\d.]+)%", outline(box)))
    assert min(left, top, width, height) >= 0
    assert left >= 100 or left + width <= 100.01
    assert top >= 100 or top + height <= 100.01
    assert "Ställe 1" in html_of(PageView(1, 1, PageState.CHANGED, (replace(COVERED, box=box),)))


@pytest.mark.parametrize(
    ("built", "returned"),
    [
        (None, RETURNED),
        (BUILT, b"%PDF-1.7 not one"),
        (BUILT, b""),
        (BUILT, pdf_of("stor", size=(3000, 3000))),
        (BUILT, pdf_of("smal", size=(3, 1900))),
    ],
    ids=["no build", "no PDF", "nothing", "too large", "a strip"],
)
def test_a_page_that_cannot_be_drawn_is_told_of(built: bytes | None, returned: bytes) -> None:
    html = returned_report(result_of(PageView(1, 1, PageState.CHANGED, (COVERED,))), built, returned)
    assert html.count("Sidan går inte att rita här.") == 1
    assert html.count("<img") == 1
    assert "Texten före" in html


def test_no_pages_at_all_is_told_of() -> None:
    assert "det finns inget bygge att jämföra med" in Page(html_of(document="")).text("sidor")


def test_what_is_drawn_is_bounded_and_what_matters_comes_first() -> None:
    noise = tuple(replace(STAMPED, box=(0.1, 0.01 * at, 0.1, 0.01)) for at in range(60))
    added = [PageView(None, at, PageState.ADDED, words=f"Tillagd {at}") for at in range(1, 400)]
    views = (*added, PageView(1, 400, PageState.CHANGED, (*noise, COVERED)))
    returned = pdf_of(*["Sida"] * 400)
    html = returned_report(result_of(*views), BUILT, returned)
    page = Page(html)
    assert "Ändrad" in page.text("sida-400")
    assert len(page.all("img")) == 39 + 2 + 60
    assert "Ställe 61 på sida 400 i filen, sida 1 i det byggda så som det byggdes, förstorat." in html
    assert "Tillagd 239" in page.text("sidor")
    assert "Tillagd 240" not in page.text("sidor")
    assert "Och 160 sidor till." in page.text("sidor")
    assert len(html) < 3_000_000


# --- what the eye compares -------------------------------------------------------------------------


def test_the_checklist_of_a_real_agreement(enkoping: Built) -> None:
    listed = checklist((enkoping.folder / "avtal-enkoping.pdf").read_bytes())
    assert [one.page for one in listed] == [1, 2, 3, 4, 5]
    assert {"300 000 kr", "75 000 kr", "8 procentenheter"} <= set(listed[1].amounts)
    assert {"30 dagar", "den 31 december 2024"} <= set(listed[1].dates)
    assert "den 30 september 2024" in listed[2].dates
    assert {"RISE Research Institutes of Sweden AB", "Enköpings kommun", "212000-0282"} <= set(listed[0].names)
    assert "Ulrika K Jansson" in listed[3].names


def test_the_checklist_never_has_a_personal_number_and_none_of_what_is_no_pdf() -> None:
    [one] = checklist(pdf_of("Karin Holmqvist, 811218-9876, org nr 556464-6874"))
    assert one.names == ("Karin Holmqvist", "556464-6874")
    assert checklist(b"no PDF") == ()


def test_a_real_agreement_is_small_when_nothing_differs(enkoping: Built) -> None:
    data = (enkoping.folder / "avtal-enkoping.pdf").read_bytes()
    html = returned_report(result_of(*map(same, range(1, 6))), data, data)
    assert len(html.encode()) < 500_000
    assert html.count("<img") == 5
