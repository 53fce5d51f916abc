"""Updates that change a PDF after it was built or signed, each in one way, for the tests of ``loftdocs verify``."""

from collections.abc import Callable
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter


def page_of(writer: IncrementalPdfFileWriter, number: int) -> Any:
    reference = writer.find_page_for_modification(number - 1)[0]
    return reference.get_object()


def content(text: bytes) -> generic.StreamObject:
    return generic.StreamObject(stream_data=b"BT /F1 12 Tf 50 700 Td (%s) Tj ET" % text)


def new_page(writer: IncrementalPdfFileWriter) -> None:
    page = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Page"),
            pdf_name("/MediaBox"): generic.ArrayObject(map(generic.NumberObject, (0, 0, 595, 842))),
            pdf_name("/Resources"): page_of(writer, 1)["/Resources"],
            pdf_name("/Contents"): writer.add_object(content(b"Dessutom ska kommunen betala dubbelt.")),
        }
    )
    writer.insert_page(page)


def two_pages(writer: IncrementalPdfFileWriter) -> None:
    new_page(writer)
    new_page(writer)


def kids(writer: IncrementalPdfFileWriter, order: Callable[[list[Any]], list[Any]]) -> None:
    tree = writer.root["/Pages"]
    listed = tree["/Kids"]
    tree[pdf_name("/Kids")] = generic.ArrayObject(order([listed.raw_get(i) for i in range(len(listed))]))
    tree[pdf_name("/Count")] = generic.NumberObject(len(tree["/Kids"]))
    writer.update_container(tree)


def no_last_page(writer: IncrementalPdfFileWriter) -> None:
    kids(writer, lambda pages: pages[:-1])


def turned_pages(writer: IncrementalPdfFileWriter) -> None:
    kids(writer, lambda pages: pages[::-1])


def same_page_twice(writer: IncrementalPdfFileWriter) -> None:
    kids(writer, lambda pages: [*pages, pages[0]])


def other_size(writer: IncrementalPdfFileWriter) -> None:
    tree = writer.root["/Pages"]
    tree[pdf_name("/CropBox")] = generic.ArrayObject(map(generic.NumberObject, (0, 0, 595, 600)))
    writer.update_container(tree)


def other_words(writer: IncrementalPdfFileWriter) -> None:
    page = page_of(writer, 1)
    page[pdf_name("/Contents")] = writer.add_object(content(b"Avgiften ar 1 krona."))
    writer.update_container(page)


def annotate(kind: str) -> Callable[[IncrementalPdfFileWriter], None]:
    def change(writer: IncrementalPdfFileWriter) -> None:
        note = generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/Annot"),
                pdf_name("/Subtype"): pdf_name(kind),
                pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (50, 700, 90, 720))),
                pdf_name("/Contents"): generic.TextStringObject("Gäller inte."),
            }
        )
        writer.register_annotation(writer.find_page_for_modification(0)[0], writer.add_object(note))

    return change


def text_field(writer: IncrementalPdfFileWriter) -> None:
    field = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/Widget"),
            pdf_name("/FT"): pdf_name("/Tx"),
            pdf_name("/T"): generic.TextStringObject("belopp"),
            pdf_name("/V"): generic.TextStringObject("en miljon"),
            pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (50, 500, 200, 520))),
        }
    )
    reference = writer.add_object(field)
    writer.register_annotation(writer.find_page_for_modification(0)[0], reference)
    if "/AcroForm" in writer.root:
        form = writer.root["/AcroForm"]
        form["/Fields"].append(reference)
        writer.update_container(form["/Fields"])
        return
    form = generic.DictionaryObject({pdf_name("/Fields"): generic.ArrayObject([reference])})
    writer.root[pdf_name("/AcroForm")] = writer.add_object(form)
    writer.update_root()


def other_settings(writer: IncrementalPdfFileWriter) -> None:
    writer.root[pdf_name("/PageMode")] = pdf_name("/UseOutlines")
    writer.update_root()


def filled(writer: IncrementalPdfFileWriter) -> None:
    fields = writer.root["/AcroForm"]["/Fields"]
    (field,) = [fields[index] for index in range(len(fields)) if fields[index]["/FT"] == "/Tx"]
    field[pdf_name("/V")] = generic.TextStringObject("en miljon")
    writer.update_container(field)
