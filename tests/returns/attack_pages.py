"""Attacks on what a page draws: content streams, fonts, pictures, boxes, the page tree. All after everybody signed."""

from io import BytesIO

from fontTools.agl import UV2AGL
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Pdf

from tests.returns import paint
from tests.returns.naming import after_all, table
from tests.returns.setup import Setup, amount_at


def content_replaced(pdf: Pdf, setup: Setup) -> None:
    """Another amount in the same glyphs, at the same place."""
    paint.retype(pdf, setup.page, amount_at(setup))


def content_amount_unseen(pdf: Pdf, setup: Setup) -> None:
    """The amount is not drawn, though it can be copied: the reader sees an agreement without it."""
    paint.unseen(pdf, setup.page, amount_at(setup))


def content_appended(pdf: Pdf, setup: Setup) -> None:
    """One more content stream paints white over the amount and writes another."""
    paint.draw(pdf, setup.page, paint.over(paint.grown(setup.box)))


def content_prepended_clip(pdf: Pdf, setup: Setup) -> None:
    """A clip before the content leaves out the line with the amount."""
    _, bottom, _, top = setup.box
    clip = b"0 0 2000 %.2f re 0 %.2f 2000 2000 re W n" % (bottom - 2, top + 2)
    page = pdf.pages[setup.page - 1]
    page.contents_add(pdf.make_stream(clip), prepend=True)


def content_prepended_scale(pdf: Pdf, setup: Setup) -> None:
    """A matrix before the content moves the page to the left, so that the ends of lines are lost."""
    pdf.pages[setup.page - 1].contents_add(pdf.make_stream(b"1.6 0 0 1 0 0 cm"), prepend=True)


def content_emptied(pdf: Pdf, setup: Setup) -> None:
    """The page becomes blank."""
    pdf.pages[setup.page - 1].obj.Contents = pdf.make_stream(b"")


def content_from_another_page(pdf: Pdf, setup: Setup) -> None:
    """The page draws what another page draws: its terms are gone."""
    pdf.pages[setup.page - 1].obj.Contents = pdf.pages[setup.page % len(pdf.pages)].obj.Contents


def content_stream_overwritten(pdf: Pdf, setup: Setup) -> None:
    """The content stream keeps its number and its place in the page; its bytes are others."""
    contents = pdf.pages[setup.page - 1].obj.Contents
    stream = max(contents, key=lambda one: len(one.read_bytes())) if isinstance(contents, Array) else contents
    stream.write(stream.read_bytes() + b"\n" + paint.over(paint.grown(setup.box), "", 0))


def form_xobject_drawn(pdf: Pdf, setup: Setup) -> None:
    """A form XObject over the amount shows another."""
    left, bottom, *_ = paint.grown(setup.box)
    page = pdf.pages[setup.page - 1]
    paint.add_resource(page, "/XObject", "/Falsk", paint.form(pdf, paint.grown(setup.box)))
    page.contents_add(pdf.make_stream(b"q 1 0 0 1 %.2f %.2f cm /Falsk Do Q" % (left, bottom)))


def image_drawn(pdf: Pdf, setup: Setup) -> None:
    """A picture of another amount lies over the amount."""
    draw_picture(pdf, setup)


def inline_image_drawn(pdf: Pdf, setup: Setup) -> None:
    """A white picture, written in the content itself, hides the amount."""
    left, bottom, right, top = paint.grown(setup.box)
    place = b"q %.2f 0 0 %.2f %.2f %.2f cm" % (right - left, top - bottom, left, bottom)
    image = b" BI /W 1 /H 1 /BPC 8 /CS /G ID \xff EI Q"
    pdf.pages[setup.page - 1].contents_add(pdf.make_stream(place + image))


def shading_drawn(pdf: Pdf, setup: Setup) -> None:
    """A white shading, cut to the amount, hides it."""
    left, bottom, right, top = paint.grown(setup.box)
    white = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1], C1=[1], N=1)
    ends = [0, 0, 600, 0]
    shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceGray, Coords=ends, Function=white, Extend=[True, True])
    page = pdf.pages[setup.page - 1]
    paint.add_resource(page, "/Shading", "/Falsk", shading)
    clip = b"q %.2f %.2f %.2f %.2f re W n /Falsk sh Q" % (left, bottom, right - left, top - bottom)
    page.contents_add(pdf.make_stream(clip))


def font_file_swapped(pdf: Pdf, setup: Setup) -> None:
    """The font's own outlines of two digits change places: the amount reads otherwise everywhere."""
    font, one, other = _font(pdf, setup)
    below = font.DescendantFonts[0]
    program, glyphs = below.FontDescriptor.FontFile2, below.CIDToGIDMap.read_bytes()
    with TTFont(BytesIO(program.read_bytes())) as opened:
        first, second = (opened.getGlyphName(int.from_bytes(glyphs[2 * code : 2 * code + 2])) for code in (one, other))
        outlines = opened["glyf"]
        outlines[first], outlines[second] = outlines[second], outlines[first]
        saved = BytesIO()
        opened.save(saved)
    program.write(saved.getvalue())


def font_replaced_with_differences(pdf: Pdf, setup: Setup) -> None:
    """The font is Helvetica, with an encoding whose digits are others."""
    font, one, other = _font(pdf, setup)
    back = {code: text for text, code in paint.codes_of(font).items()}
    names = [Name(_glyph_name(back.get(code, " "))) for code in range(256)]
    names[one], names[other] = names[other], names[one]
    _become(
        font,
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type1,
            BaseFont=Name.Helvetica,
            Encoding=Dictionary(Type=Name.Encoding, Differences=Array([0, *names])),
        ),
    )


def font_cid_to_gid_map(pdf: Pdf, setup: Setup) -> None:
    """The font file is untouched; a map from codes to its outlines takes one digit for another."""
    font, one, other = _font(pdf, setup)
    below = font.DescendantFonts[0]
    glyphs = bytearray(below.CIDToGIDMap.read_bytes())
    first, second = slice(2 * one, 2 * one + 2), slice(2 * other, 2 * other + 2)
    glyphs[first], glyphs[second] = glyphs[second], glyphs[first]
    below.CIDToGIDMap = pdf.make_stream(bytes(glyphs))


def font_tounicode_changed(pdf: Pdf, setup: Setup) -> None:
    """Looks the same; copied, searched or read aloud, the amount is another."""
    font, one, other = _font(pdf, setup)
    back = {code: text for text, code in paint.codes_of(font).items()}
    back[one], back[other] = back[other], back[one]
    lines = "\n".join(f"<{code:02X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in back.items())
    head = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def"
    space = "1 begincodespacerange <00> <FF> endcodespacerange"
    body = f"{head}\n{space}\n{len(back)} beginbfchar\n{lines}\nendbfchar\nendcmap end end"
    font.ToUnicode.write(body.encode("ascii"))


def font_widths_changed(pdf: Pdf, setup: Setup) -> None:
    """Letters lie on each other: the line with the amount cannot be read."""
    font, *_ = _font(pdf, setup)
    below = font.DescendantFonts[0]
    first, widths = below.W
    below.W = Array([first, Array([int(width) // 3 for width in widths])])


def font_made_type3(pdf: Pdf, setup: Setup) -> None:
    """Every letter of the font is a black block, drawn by the document itself."""
    font, *_ = _font(pdf, setup)
    begin, widths = font.DescendantFonts[0].W
    first, last = int(begin), int(begin) + len(widths) - 1
    letters = [Name(f"/g{code}") for code in range(first, last + 1)]
    block = pdf.make_stream(b"600 0 d0 50 0 500 500 re f")
    made = Dictionary(Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, 0, 600, 600])
    made.FontMatrix = Array([0.001, 0, 0, 0.001, 0, 0])
    made.CharProcs = Dictionary({str(letter): block for letter in letters})
    made.Encoding = Dictionary(Type=Name.Encoding, Differences=Array([first, *letters]))
    made.FirstChar, made.LastChar, made.Widths = first, last, widths
    _become(font, made)


def font_resources_swapped(pdf: Pdf, setup: Setup) -> None:
    """The page's fonts change names, so that each text is drawn with the other's letters."""
    fonts = pdf.pages[setup.page - 1].obj.Resources.Font
    names = sorted(fonts.keys())
    values = [fonts[name] for name in names]
    for name, value in zip(names, [*values[1:], values[0]], strict=True):
        fonts[name] = value


def crop_box_added(pdf: Pdf, setup: Setup) -> None:
    """Only the part of the page below the amount is shown."""
    box = pdf.pages[setup.page - 1].mediabox
    pdf.pages[setup.page - 1].obj.CropBox = Array([0, 0, box[2], round(setup.box[1] - 2, 2)])


def media_box_moved(pdf: Pdf, setup: Setup) -> None:
    """The paper begins to the right of the amount."""
    box = pdf.pages[setup.page - 1].mediabox
    pdf.pages[setup.page - 1].obj.MediaBox = Array([round(setup.box[2], 2), 0, box[2], box[3]])


def page_rotated(pdf: Pdf, setup: Setup) -> None:
    """The page stands on its head."""
    pdf.pages[setup.page - 1].obj.Rotate = 180


def page_tree_rotated(pdf: Pdf, setup: Setup) -> None:
    """Every page inherits a turn from the page tree; no page is touched."""
    pdf.Root.Pages.Rotate = 90


def user_unit_set(pdf: Pdf, setup: Setup) -> None:
    """The page is three times as large."""
    pdf.pages[setup.page - 1].obj.UserUnit = 3


def page_order_swapped(pdf: Pdf, setup: Setup) -> None:
    """The first two pages change places."""
    kids = list(pdf.Root.Pages.Kids)
    pdf.Root.Pages.Kids = Array([kids[1], kids[0], *kids[2:]])


def page_removed(pdf: Pdf, setup: Setup) -> None:
    """The page with the amount is gone."""
    del pdf.pages[setup.page - 1]


def page_duplicated(pdf: Pdf, setup: Setup) -> None:
    """The page with the amount comes twice."""
    kids = list(pdf.Root.Pages.Kids)
    pdf.Root.Pages.Kids = Array([*kids[: setup.page], kids[setup.page - 1], *kids[setup.page :]])
    pdf.Root.Pages.Count = len(kids) + 1


def page_inserted(pdf: Pdf, setup: Setup) -> None:
    """A page with other terms comes before the one with the amount."""
    pdf.pages.insert(setup.page - 1, paint.new_page(pdf, ["Avgiften", f"Avgiften per år är {paint.OTHER}."]))


def page_appended_with_terms(pdf: Pdf, setup: Setup) -> None:
    """A page with more terms comes last, after everybody signed."""
    pdf.pages.append(paint.new_page(pdf, ["Särskilda villkor", "Avtalet förlängs med tio år."]))


def page_replaced(pdf: Pdf, setup: Setup) -> None:
    """Another page stands where the one with the amount stood."""
    pdf.pages[setup.page - 1] = paint.new_page(pdf, ["Avgiften", f"Avgiften per år är {paint.OTHER}."])


def page_tree_nested(pdf: Pdf, setup: Setup) -> None:
    """A node between the tree and the page gives it content by a resource that it inherits, and an upside-down turn."""
    kids, number = pdf.Root.Pages.Kids, setup.page - 1
    page = kids[number]
    node = pdf.make_indirect(Dictionary(Type=Name.Pages, Count=1, Kids=Array([page]), Rotate=180))
    node.Parent, page.Parent = pdf.Root.Pages, node
    kids[number] = node


def draw_picture(pdf: Pdf, setup: Setup, text: str = paint.OTHER) -> None:
    """Draws a picture of ``text`` over the amount."""
    left, bottom, right, top = paint.grown(setup.box)
    page = pdf.pages[setup.page - 1]
    paint.add_resource(page, "/XObject", "/FalskBild", paint.picture(pdf, setup.box, text))
    place = b"q %.2f 0 0 %.2f %.2f %.2f cm /FalskBild Do Q" % (right - left, top - bottom, left, bottom)
    page.contents_add(pdf.make_stream(place))


def _font(pdf: Pdf, setup: Setup) -> tuple[Dictionary, int, int]:
    name, one, other = paint.digits_of(pdf, setup.page)
    return pdf.pages[setup.page - 1].obj.Resources.Font[name], one, other


def _glyph_name(text: str) -> str:
    return "/" + UV2AGL.get(ord(text[0]), "space")


def _become(target: Dictionary, source: Dictionary) -> None:
    for key in list(target.keys()):
        del target[key]
    for key, value in source.items():
        target[key] = value


ATTACKS = table(
    *(
        after_all(change)
        for change in (
            content_replaced,
            content_amount_unseen,
            content_appended,
            content_prepended_clip,
            content_prepended_scale,
            content_emptied,
            content_from_another_page,
            content_stream_overwritten,
            form_xobject_drawn,
            image_drawn,
            inline_image_drawn,
            shading_drawn,
            font_file_swapped,
            font_replaced_with_differences,
            font_cid_to_gid_map,
            font_tounicode_changed,
            font_widths_changed,
            font_made_type3,
            font_resources_swapped,
            crop_box_added,
            media_box_moved,
            page_rotated,
            page_tree_rotated,
            user_unit_set,
            page_order_swapped,
            page_removed,
            page_duplicated,
            page_inserted,
            page_appended_with_terms,
            page_replaced,
            page_tree_nested,
        )
    )
)
