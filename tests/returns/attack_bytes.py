"""Attacks in the file's bytes: ends, cross-references, objects twice, headers, and signatures wrapped (USF, SWA).

The kinds of signature wrapping are those of Mladenov, Mainka, Meyer zu Selhausen, Grothe and Schwenk, "1 Trillion
Dollar Refund" (CCS 2019): universal signature forgery, incremental saving, signature wrapping.
"""

import re
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from tests.returns import acts, paint
from tests.returns.attack_annotations import built_field
from tests.returns.naming import Act, act, table
from tests.returns.setup import Setup, amount_at
from tests.returns.update import append, last_xref, revision, update, whole, write_bodies, xref_stream
from tests.returns.update import table as xref_table

ENDS = {
    "x-before-eof": (b"x%%EOF\n", "ends in x%%EOF, which strict readers pass by and others read"),
    "space-before-eof": (b" %%EOF\n", "ends in a space and %%EOF"),
    "no-eof": (b"", "has no %%EOF at all"),
    "half-eof": (b"%%EO", "has half a %%EOF"),
    "eof-then-bytes": (b"%%EOF\n" + b"\0" * 2000, "is followed by two thousand empty bytes"),
    "eof-lower-case": (b"%%eof\n", "ends in %%eof"),
}


def _other_amount(pdf: Pdf, setup: Setup) -> None:
    paint.retype(pdf, setup.page, amount_at(setup))


def _ending(name: str) -> Act:
    end, doc = ENDS[name]

    def done(setup: Setup) -> bytes:
        return update(acts.sign_all(setup), lambda pdf: _other_amount(pdf, setup), end=end)

    return act(f"update-{name}", f"After all signed, an update with another amount {doc}.", done)


def page_tree_appended_without_eof(setup: Setup) -> bytes:
    """A new page tree with another first page comes after the signatures, without %%EOF and with an old table."""

    def change(pdf: Pdf) -> None:
        page = paint.new_page(pdf, [f"Avgiften är {paint.OTHER}."]).obj
        tree = pdf.make_indirect(Dictionary(Type=Name.Pages, Count=1, Kids=Array([page])))
        page.Parent = tree
        pdf.Root.Pages = tree

    return update(acts.sign_all(setup), change, kind="table", end=b"")


def objects_appended_without_references(setup: Setup) -> bytes:
    """Objects come after the last %%EOF and no table tells of them: readers that mend files take the last of each."""
    signed = acts.sign_all(setup)
    output = bytearray(signed)
    write_bodies(output, revision(signed, lambda pdf: _other_amount(pdf, setup)).bodies)
    return bytes(output)


def startxref_zero(setup: Setup) -> bytes:
    """The last startxref is 0, so that readers mend the file and take the last object of each number."""
    return objects_appended_without_references(setup) + b"startxref\n0\n%%EOF\n"


def startxref_into_signed_part(setup: Setup) -> bytes:
    """After the end, a startxref points back to the built file's table: the signatures are not there any more."""
    start = last_xref(setup.built)
    return acts.sign_all(setup) + b"startxref\n%d\n%%%%EOF\n" % (start or 0)


def previous_table_skips_signatures(setup: Setup) -> bytes:
    """An update says that what came before it is the built file, and passes by the signatures and their tables."""
    signed = acts.sign_all(setup)
    made = revision(setup.built, lambda pdf: _other_amount(pdf, setup))
    return append(signed, made, prev=last_xref(setup.built))


def hybrid_hides_objects(setup: Setup) -> bytes:
    """A table says nothing new; the stream that its XRefStm names gives readers of streams another amount."""
    signed = acts.sign_all(setup)
    made = revision(signed, lambda pdf: _other_amount(pdf, setup))
    output = bytearray(signed)
    rows = {number: (1, place, 0) for number, place in write_bodies(output, made.bodies).items()}
    stream = len(output)
    trailer = b"%b /Prev %d" % (made.trailer, last_xref(signed) or 0)
    output += xref_stream(made.size, {**rows, made.size: (1, stream, 0)}, trailer, made.size + 1)
    start = len(output)
    output += xref_table({0: None}, b"%b /XRefStm %d" % (trailer, stream), made.size + 1)
    return bytes(output) + b"startxref\n%d\n%%%%EOF\n" % start


def objects_twice_in_update(setup: Setup) -> bytes:
    """An update has two objects of each number, and its table names the second."""
    signed = acts.sign_all(setup)
    made = revision(signed, lambda pdf: _other_amount(pdf, setup))
    first = bytearray(signed)
    same = revision(signed, lambda pdf: pdf.docinfo.__setitem__("/Keywords", "avtal"))
    write_bodies(first, {**dict.fromkeys(made.bodies, b"null"), **same.bodies})
    return append(bytes(first), made)


def content_object_freed(setup: Setup) -> bytes:
    """An update says that the content of the page with the amount is free: the page is blank."""
    signed = acts.sign_all(setup)
    made = revision(signed, lambda pdf: None)
    numbers = _content_numbers(signed, setup.page)
    output = bytearray(signed)
    start = len(output)
    trailer = b"%b /Prev %d" % (made.trailer, last_xref(signed) or 0)
    rows = {**dict.fromkeys(numbers, (0, 0, 1)), made.size: (1, start, 0)}
    output += xref_stream(made.size, rows, trailer, made.size + 1)
    return bytes(output) + b"startxref\n%d\n%%%%EOF\n" % start


def bytes_before_header(setup: Setup) -> bytes:
    """A page of another kind of file stands before the header, which readers pass by: every place is moved."""
    return b"<html><body>Avgiften \xe4r 30 000 kr</body></html>\n" + acts.sign_all(setup)


def second_header(setup: Setup) -> bytes:
    """A whole file with another amount comes after the signed one, with its own header and places from there."""
    other = acts.saved(setup.built, lambda pdf: _other_amount(pdf, setup))
    return acts.sign_all(setup) + other


def other_file_appended_in_its_place(setup: Setup) -> bytes:
    """A whole other file comes after the signed one, and its table counts from the beginning."""
    signed = acts.sign_all(setup)
    return whole(paint.another_document(f"Avgiften är {paint.OTHER}."), signed + b"%PDF-1.7\n")


def other_file_before(setup: Setup) -> bytes:
    """A whole other file comes before the signed one."""
    return paint.another_document(f"Avgiften är {paint.OTHER}.") + acts.sign_all(setup)


def built_file_as_prefix_of_another(setup: Setup) -> bytes:
    """The built file's bytes come first; what is shown is another document, which all have signed."""

    def change(pdf: Pdf) -> None:
        signature_page = next(page.obj for page in pdf.pages if "/Annots" in page.obj)
        kids = [paint.new_page(pdf, [f"Avgiften är {paint.OTHER}."]).obj, signature_page]
        tree = pdf.make_indirect(Dictionary(Type=Name.Pages, Count=2, Kids=Array(kids)))
        for kid in kids:
            kid.Parent = tree
        pdf.Root.Pages = tree

    return acts.sign_all(setup, update(setup.built, change))


def encryption_said_in_update(setup: Setup) -> bytes:
    """An update says that the file is encrypted, so that nothing in it can be read as it was."""
    signed = acts.sign_all(setup)
    made = revision(signed, lambda pdf: _other_amount(pdf, setup))
    entry = b" /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%b> /U <%b> >>" % (b"00" * 32, b"00" * 32)
    return append(signed, type(made)(made.bodies, made.trailer + entry, made.size))


FORGED = {
    "contents-missing": "The signature's contents are missing",
    "contents-empty": "The signature's contents are an empty string",
    "contents-null": "The signature's contents are null",
    "contents-zero": "The signature's contents are one zero byte",
    "byterange-missing": "The signature does not say what it covers",
    "byterange-null": "What the signature covers is null",
    "byterange-negative": "What the signature covers has negative lengths",
    "byterange-empty": "What the signature covers is an empty list",
    "byterange-whole": "What the signature covers is said to be the whole changed file",
}


def _forged(kind: str) -> Act:
    """Universal signature forgery: the last signature's dictionary is spoilt, the amount is another."""

    def done(setup: Setup) -> bytes:
        def change(pdf: Pdf) -> None:
            _other_amount(pdf, setup)
            _spoil(built_field(pdf, setup.fields[-1]).V, kind)

        swaps = [(b"/ByteRange /Null", b"/ByteRange null"), (b"/Contents /Null", b"/Contents null")]
        return update(acts.sign_all(setup), change, swaps=swaps)

    return act(f"forged-{kind}", f"{FORGED[kind]}, and the amount is another: some readers then say valid.", done)


def _spoil(value: Dictionary, kind: str) -> None:
    if kind == "contents-missing":
        del value["/Contents"]
    elif kind == "contents-empty":
        value.Contents = b""
    elif kind == "contents-null":
        value.Contents = Name.Null
    elif kind == "contents-zero":
        value.Contents = b"\0"
    elif kind == "byterange-missing":
        del value["/ByteRange"]
    elif kind == "byterange-null":
        value.ByteRange = Name.Null
    elif kind == "byterange-negative":
        value.ByteRange = Array([0, -1, -1, -1])
    elif kind == "byterange-empty":
        value.ByteRange = Array([])
    elif kind == "byterange-whole":
        value.ByteRange = Array([0, 10**6, 10**6, 10**6])


def signature_wrapped(setup: Setup) -> bytes:
    """Signature wrapping: the signed end of the file is moved back; what stands in between has another amount.

    The last signature is said to cover the file's beginning and the moved end, both as they were signed; the table that
    the end points to is another, put at the same place in the gap.
    """
    base = acts.sign_all(setup, order=range(len(setup.fields) - 1))
    signed = acts.sign(base, setup.fields[-1], setup.signers[-1])
    found = re.findall(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+)", signed)
    _, head, tail, length = (int(value) for value in found[-1])
    old_table = last_xref(signed) or 0

    def change(pdf: Pdf) -> None:
        _other_amount(pdf, setup)
        moved = Array([0, head, 900000000 + len(signed), length])  # as long as the place that is known last
        built_field(pdf, setup.fields[-1]).V.ByteRange = moved

    made = revision(signed, change, since=base)
    marker = b"%d" % (900000000 + len(signed))
    gap = bytearray(signed[:old_table])
    gap += b"\n" * 200  # the false table goes here, when the places of its objects are known
    room = 40 * (len(made.bodies) + 2) + len(made.trailer) + 200
    gap += b" " * room
    start = len(gap) + sum(len(body) + 40 for body in made.bodies.values()) + 100
    bodies = {number: body.replace(marker, b"%09d" % start) for number, body in made.bodies.items()}
    places = write_bodies(gap, bodies)
    trailer = made.trailer + b" /Prev %d" % (last_xref(base) or 0)
    false = xref_table(dict(places), trailer, made.size) + b"startxref\n%d\n%%%%EOF\n" % old_table
    gap[old_table : old_table + len(false)] = false
    gap += b" " * (start - len(gap))
    return bytes(gap) + signed[tail : tail + length]


def signature_for_both_fields(setup: Setup) -> bytes:
    """Only the first party signed; the other field points to the same signature."""

    def change(pdf: Pdf) -> None:
        built_field(pdf, setup.fields[-1]).V = built_field(pdf, setup.fields[0]).V

    return update(acts.sign_all(setup, order=[0]), change)


def signature_from_another_file(setup: Setup) -> bytes:
    """The last signature's contents are cut from another file, which its owner did sign."""
    other = acts.sign_all(setup, acts.saved(setup.built))
    theirs = re.findall(rb"/Contents <([0-9a-fA-F]+)>", other)[-1]
    ours = acts.sign_all(setup)
    mine = re.findall(rb"/Contents <([0-9a-fA-F]+)>", ours)[-1]
    longest = theirs.rstrip(b"0")
    return ours.replace(mine, (longest + b"0" * len(mine))[: len(mine)])


def bytes_changed_in_place(setup: Setup) -> bytes:
    """One byte of the signed part is another, at the end of an object where no reader looks."""
    signed = bytearray(acts.sign_all(setup))
    at = signed.index(b"endobj", 2000)
    signed[at - 1 : at] = b" "
    return bytes(signed)


def contents_padding_used(setup: Setup) -> bytes:
    """The empty space after the last signature's contents holds bytes that nobody signed."""
    signed = acts.sign_all(setup)
    at = signed.rindex(b"0" * 200)
    return signed[:at] + b"41" * 60 + signed[at + 120 :]


def amount_changed_when_one_has_signed(setup: Setup) -> bytes:
    """Only the first party signed; an update then changes the amount, and the others are never asked."""
    first = acts.sign_all(setup, order=[0])
    return update(first, lambda pdf: _other_amount(pdf, setup))


def _content_numbers(pdf: bytes, number: int) -> list[int]:
    with pikepdf.open(BytesIO(pdf)) as opened:
        contents = opened.pages[number - 1].obj.Contents
        return [one.objgen[0] for one in (contents if isinstance(contents, Array) else [contents])]


ATTACKS = table(
    *(_ending(name) for name in ENDS),
    page_tree_appended_without_eof,
    objects_appended_without_references,
    startxref_zero,
    startxref_into_signed_part,
    previous_table_skips_signatures,
    hybrid_hides_objects,
    objects_twice_in_update,
    content_object_freed,
    bytes_before_header,
    second_header,
    other_file_appended_in_its_place,
    other_file_before,
    built_file_as_prefix_of_another,
    encryption_said_in_update,
    *(_forged(kind) for kind in FORGED),
    signature_wrapped,
    signature_for_both_fields,
    signature_from_another_file,
    bytes_changed_in_place,
    contents_padding_used,
    amount_changed_when_one_has_signed,
)
