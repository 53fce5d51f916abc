"""The merged PDFs: pages, contents, bookmarks, tags, language, metadata."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Name
from pypdf import PdfReader
from pypdf.generic import Destination

from .conftest import ENKOPING, REPO, Built
from .read_back import pdf_text, plain

BUNDLES = {
    "handlingar": ("tjansteskrivelse", "informationsfolder", "partneravtal", "bilaga"),
    "avtal": ("partneravtal", "bilaga"),
}


def bundle(built: Built, name: str) -> PdfReader:
    return PdfReader(built.folder / f"{name}-{built.name}.pdf")


@pytest.mark.parametrize("name", BUNDLES)
def test_the_bundle_has_the_pages_of_its_documents_in_order(any_case: Built, name: str) -> None:
    merged = [plain(page.extract_text()) for page in bundle(any_case, name).pages]
    # The last thing on each page of a bundle is its number there, which the document alone does not have.
    numbers = [f"{name.capitalize()}, sida {n} av {len(merged)}" for n in range(1, len(merged) + 1)]
    assert [text[-len(number) :] for text, number in zip(merged, numbers, strict=True)] == numbers
    merged = [text[: -len(number)].strip() for text, number in zip(merged, numbers, strict=True)]
    expected = [
        plain(page.extract_text())
        for document in BUNDLES[name]
        for page in PdfReader(any_case.folder / f"{document}-{any_case.name}.pdf").pages
    ]
    assert merged[len(merged) - len(expected) :] == expected
    assert len(merged) == len(expected) + (1 if name == "handlingar" else 0)


def test_the_contents_tell_where_each_document_begins(any_case: Built) -> None:
    reader = bundle(any_case, "handlingar")
    cover = plain(reader.pages[0].extract_text())
    rows = re.findall(r"(Tjänsteskrivelse:|Informationsfolder|Partneravtal|Bilaga) .*? (\d+) (\d+)(?= [A-ZS])", cover)
    assert len(rows) == 4
    for title, pages, first in rows:
        start = int(first) - 1
        kind = title.rstrip(":")
        text = reader.pages[start].extract_text()
        assert kind.upper() in text
        assert f"Sida 1 av {pages}" in plain(text)
        assert f"Sida {pages} av {pages}" in plain(reader.pages[start + int(pages) - 1].extract_text())


def test_bookmarks_lead_to_documents_and_headings(enkoping: Built) -> None:
    reader = bundle(enkoping, "handlingar")
    outline = reader.outline
    tops = [item for item in outline if isinstance(item, Destination)]
    assert [item.title for item in tops] == [
        "Försättsblad",
        "Tjänsteskrivelse: Deltagande i LOFT 2022–2024",
        "Informationsfolder om LOFT",
        "Partneravtal LOFT 2022–2024",
        "Bilaga till partneravtal LOFT 2022–2024",
    ]

    def leaves(items: object) -> list[Destination]:
        assert isinstance(items, list)
        return [leaf for item in items for leaf in (leaves(item) if isinstance(item, list) else [item])]

    headings = leaves(outline)
    titles = [item.title for item in headings]
    for wanted in ("Förslag till beslut", "Bakgrund", "Beslutet skickas till", "10 Avtalet", "2 Tilläggsuppdrag"):
        assert wanted in titles
    for item in headings:
        number = reader.get_destination_page_number(item)
        assert number is not None
        page = plain(reader.pages[number].extract_text())
        if item.title not in [top.title for top in tops]:
            assert plain(str(item.title)) in page, item.title


@pytest.mark.parametrize("name", BUNDLES)
def test_language_title_and_archive_claims_are_kept(any_case: Built, name: str) -> None:
    with pikepdf.open(any_case.folder / f"{name}-{any_case.name}.pdf") as pdf:
        assert str(pdf.Root.Lang) == "sv-SE"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert len(pdf.Root.OutputIntents) == 1
        with pdf.open_metadata() as metadata:
            assert metadata["pdfaid:part"] == "2"
            assert metadata["pdfaid:conformance"] == "A"
            assert metadata["pdfuaid:part"] == "1"
            title = metadata["dc:title"]
        assert str(pdf.docinfo["/Title"]) == title
        assert title.startswith("Handlingar: Deltagande i LOFT" if name == "handlingar" else "Partneravtal LOFT")
        fonts = {
            str(font.get("/BaseFont"))
            for page in pdf.pages
            for font in page.obj.Resources.get("/Font", pikepdf.Dictionary()).values()
        }
        assert fonts
        assert all("+" in font for font in fonts), "a font is not embedded"


@pytest.mark.parametrize("name", BUNDLES)
def test_every_piece_of_marked_content_has_its_tag(any_case: Built, name: str) -> None:
    """Each marked-content id on a page is found, by way of the parent tree, in an element of that very page."""
    with pikepdf.open(any_case.folder / f"{name}-{any_case.name}.pdf") as pdf:
        tree = pdf.Root.StructTreeRoot
        (document,) = tree.K
        assert document.S == Name.Document
        parts = list(document.K)
        assert [part.S for part in parts] == [Name.Part] * (len(BUNDLES[name]) + (name == "handlingar"))
        nums = list(tree.ParentTree.Nums)
        parents = dict(zip((int(key) for key in nums[::2]), nums[1::2], strict=True))
        used = []
        for page in pdf.pages:
            key = int(page.obj.StructParents)
            used.append(key)
            assert page.obj.Tabs == Name.S
            ids = {
                int(operands[1].MCID)
                for operands, operator in pikepdf.parse_content_stream(page)
                if str(operator) == "BDC" and isinstance(operands[1], pikepdf.Dictionary) and "/MCID" in operands[1]
            }
            assert ids
            elements = parents[key]
            for number in ids:
                element = elements[number]
                assert page.obj.objgen in {k.objgen for k in _pages_of(element, page.obj)}
                assert _top(element).objgen in {part.objgen for part in parts}
            for annotation in page.obj.get("/Annots", []):
                used.append(int(annotation.StructParent))
                kind = Name.Link if annotation.Subtype == Name.Link else Name.Form
                assert parents[int(annotation.StructParent)].S == kind
        assert len(used) == len(set(used))
        assert int(tree.ParentTreeNextKey) > max(used)


def _pages_of(element: pikepdf.Object, default: pikepdf.Object) -> list[pikepdf.Object]:
    kids = element.K if isinstance(element.K, pikepdf.Array) else [element.K]
    pages = [kid.Pg for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/Pg" in kid]
    return pages + ([element.Pg] if "/Pg" in element else [])


def _top(element: pikepdf.Object) -> pikepdf.Object:
    while element.S != Name.Part:
        element = element.P
    return element


def test_no_page_is_left_behind_by_links(any_case: Built) -> None:
    """Links lead to pages of the bundle itself, not to copies of them."""
    with pikepdf.open(any_case.folder / f"avtal-{any_case.name}.pdf") as pdf:
        pages = {page.obj.objgen for page in pdf.pages}
        inner = [a for page in pdf.pages for a in page.obj.get("/Annots", []) if "/Dest" in a]
        assert len(inner) == 3  # the period of 7.1, extended by 7.2, and the loss of results by 10.3
        assert all(a.Dest[0].objgen in pages for a in inner)
        copies = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == Name.Page]
        assert len(copies) == len(pages)


def test_each_document_has_its_own_title(enkoping: Built) -> None:
    for name, title in (
        ("tjansteskrivelse", "Deltagande i LOFT 2022–2024"),
        ("partneravtal", "Partneravtal LOFT 2022–2024"),
        ("bilaga", "Bilaga till partneravtal LOFT 2022–2024"),
        ("informationsfolder", "LOFT – Leda och Organisera Förnyelse och Transformation"),
    ):
        metadata = PdfReader(enkoping.folder / f"{name}-enkoping.pdf").metadata
        assert metadata
        assert metadata.title == title


def test_signature_blocks_stand_together_on_one_page(any_case: Built) -> None:
    pages = [plain(page.extract_text()) for page in bundle(any_case, "avtal").pages]
    (page,) = [text for text in pages if "Namnförtydligande:" in text]
    assert page.count("Namnförtydligande:") == 2
    assert page.count("Ort och datum:") == 2
    assert "likalydande exemplar" in page
    paper = [
        plain(p.extract_text()) for p in PdfReader(any_case.folder / f"tjansteskrivelse-{any_case.name}.pdf").pages
    ]
    (page,) = [text for text in paper if "Underskrifter" in text]
    assert page.count("Underskrift:") == 2


def test_the_folder_about_the_programme_is_two_pages(any_case: Built) -> None:
    assert len(PdfReader(any_case.folder / f"informationsfolder-{any_case.name}.pdf").pages) == 2
    assert "Varför LOFT?" in pdf_text(any_case.folder / f"informationsfolder-{any_case.name}.pdf")


def test_contents_on_the_cover_lead_to_the_documents(enkoping: Built) -> None:
    with pikepdf.open(enkoping.folder / "handlingar-enkoping.pdf") as pdf:
        pages = [page.obj.objgen for page in pdf.pages]
        links = {int(pages.index(a.Dest[0].objgen)) + 1: str(a.Contents) for a in pdf.pages[0].obj.Annots}
        tops = [item.title for item in bundle(enkoping, "handlingar").outline if isinstance(item, Destination)]
    assert [f"Gå till {title}" for title in tops[1:]] == [
        text.rpartition(", sida")[0] for _, text in sorted(links.items())
    ]
    assert all(text.endswith(f", sida {page}") for page, text in links.items())


def test_every_link_says_what_it_leads_to(any_case: Built) -> None:
    for path in any_case.folder.glob("*.pdf"):
        with pikepdf.open(path) as pdf:
            for page in pdf.pages:
                for annotation in page.obj.get("/Annots", []):
                    said = annotation.get("/Contents") or annotation.get("/TU")
                    assert len(str(said)) > 8, path.name


def test_page_labels_are_the_bundles_numbers(enkoping: Built) -> None:
    reader = bundle(enkoping, "handlingar")
    assert reader.page_labels == [str(number) for number in range(1, len(reader.pages) + 1)]


def test_a_case_may_do_without_the_cover(build_case: Callable[..., Built]) -> None:
    bare = build_case(ENKOPING.replace("försättsblad: ja", "försättsblad: nej"), "bar")
    reader = PdfReader(bare.folder / "handlingar-bar.pdf")
    first = plain(reader.pages[0].extract_text())
    assert "TJÄNSTESKRIVELSE" in first
    assert first.endswith(f"Handlingar, sida 1 av {len(reader.pages)}")


def test_the_same_inputs_give_the_same_bytes(tmp_path: Path) -> None:
    """In another folder, another time zone and another language."""
    made = []
    for folder, zone, language in (("ett", "UTC", "C.UTF-8"), ("två ord", "Pacific/Auckland", "sv_SE.UTF-8")):
        root = tmp_path / folder
        shutil.copytree(REPO / "templates", root / "templates")
        (root / "cases").mkdir()
        (root / "cases" / "prov.yaml").write_text(ENKOPING, encoding="utf-8")
        environment = {**os.environ, "TZ": zone, "LANG": language, "PYTHONPATH": str(REPO)}
        command = [sys.executable, "-m", "loftdocs", "build", "prov"]
        assert subprocess.run(command, cwd=root, env=environment, capture_output=True, check=False).returncode == 0
        made.append({path.name: path.read_bytes() for path in (root / "build" / "prov").iterdir()})
        time.sleep(1.1)  # the clock's second is what would differ
    assert len(made[0]) > 10
    assert made[0] == made[1]
