"""Word files from anyone read: what is on the printed page, once, in order, with its numbers."""

import random
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from loftdocs.failures import FileFailure
from loftdocs.read.document import Cell, Content, Paragraph, Unread, UnreadKind
from loftdocs.read.docx import read_docx
from loftdocs.read.foreign import read_any
from loftdocs.read.kind import classify
from loftdocs.read.numbering import in_format
from tests.conftest import Built

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Rubrik1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>
  <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Rubrik2"><w:name w:val="heading 2"/><w:basedOn w:val="Rubrik1"/>
  <w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Egen"><w:name w:val="Kommunens rubrik"/><w:basedOn w:val="Rubrik2"/></w:style>
<w:style w:type="paragraph" w:styleId="Utan"><w:name w:val="Utan nummer"/><w:basedOn w:val="Rubrik1"/>
  <w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="R3"><w:name w:val="Rubrik 3"/></w:style>
<w:style w:type="paragraph" w:styleId="Rubrik"><w:name w:val="Title"/><w:basedOn w:val="Rubrik1"/></w:style>
<w:style w:type="paragraph" w:styleId="TOC"><w:name w:val="TOC Heading"/><w:basedOn w:val="Rubrik1"/>
  <w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Sidhuvud"><w:name w:val="header"/></w:style>
<w:style w:type="paragraph" w:styleId="Punkt"><w:name w:val="Punktlista"/></w:style>
<w:style w:type="character" w:styleId="Dold"><w:name w:val="Dold text"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Ring"><w:name w:val="Ring"/><w:basedOn w:val="Ring"/></w:style>
"""
NUMBERING = """
<w:abstractNum w:abstractNumId="0">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Rubrik1"/><w:lvlText w:val="%1."/>
 </w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Rubrik2"/><w:lvlText w:val="%1.%2"/>
 </w:lvl>
 <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val=" (%3) "/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1">
 <w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="Del %1"/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2"/></w:lvl>
 <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimalZero"/><w:lvlRestart w:val="0"/><w:lvlText w:val="§ %3"/>
 </w:lvl>
 <w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="none"/><w:lvlText w:val="%4"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="2">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="Punkt"/><w:lvlText w:val="&#xF0B7;"/>
 </w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="3"><w:styleLink w:val="Lista"/>
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="4"><w:numStyleLink w:val="Lista"/></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="4"/></w:num>
<w:num w:numId="5"><w:abstractNumId w:val="0"/>
 <w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>
<w:num w:numId="6"><w:abstractNumId w:val="1"/>
 <w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperLetter"/><w:lvlText w:val="%1"/>
 </w:lvl></w:lvlOverride></w:num>
"""


def word(path: Path, body: str, main: str = "word/document.xml", **parts: str) -> Path:
    """A Word file with this body and these parts, made by hand; ``header1`` and the like are named by what they are."""
    roots = {"styles": STYLES, "numbering": NUMBERING, **parts}
    tags = {"header": "hdr", "footer": "ftr"}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        root = f'<Relationship Id="r" Type="{OFFICE}/officeDocument" Target="{main}"/>'
        archive.writestr("_rels/.rels", f"<Relationships {RELATIONS}>{root}</Relationships>")
        archive.writestr(main, f"<w:document {NAMES}><w:body>{body}</w:body></w:document>")
        relations = ""
        for name, xml in roots.items():
            kind = name.rstrip("0123456789")
            tag = tags.get(kind, kind)
            archive.writestr(f"word/{name}.xml", f"<w:{tag} {NAMES}>{xml}</w:{tag}>")
            relations += f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{name}.xml"/>'
        folder, _, file = main.rpartition("/")
        archive.writestr(f"{folder}/_rels/{file}.rels", f"<Relationships {RELATIONS}>{relations}</Relationships>")
    return path


@pytest.fixture
def read(tmp_path: Path):
    """Reads a body, with the parts given."""

    def reader(body: str, **parts: str) -> Content:
        return read_docx(word(tmp_path / "prov.docx", body, **parts))

    return reader


def p(text: str, style: str = "", more: str = "") -> str:
    """A paragraph of one run."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f'<w:p><w:pPr>{named}{more}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def item(text: str, number: int, level: int = 0) -> str:
    """A paragraph that is in a list by itself."""
    return p(text, more=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def texts(content: Content, part: str = "body") -> list[str]:
    return [paragraph.text for paragraph in content.paragraphs if paragraph.part == part]


def numbers(content: Content) -> list[str]:
    return [paragraph.number for paragraph in content.paragraphs]


def test_signs_in_runs(read):
    runs = (
        "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/></w:r><w:r><w:t>212000</w:t><w:noBreakHyphen/>"
        "<w:t>0282</w:t></w:r><w:r><w:t>kom</w:t><w:softHyphen/><w:t>mun\u00adval A\u030a</w:t></w:r>"
        '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:font="Arial" w:char="F041"/></w:r>'
        "<m:oMath><m:r><m:t>x²</m:t></m:r></m:oMath>"
    )
    body = f'<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="9"/></w:tabs></w:pPr>{runs}</w:p>'
    assert texts(read(body)) == ["a\tb\nc\n212000-0282kommunval Å✓Ax²"]


def test_signs_of_symbol_fonts(read):
    signs = (("Symbol", "F062"), ("Symbol", "F0D3"), ("symbol", "0057"), ("Wingdings 2", "F052"), ("Webdings", "F04A"))
    runs = "".join(f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>' for font, code in signs)
    typed = (
        '<w:r><w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr><w:t>\uf0a3 5 \uf06d</w:t></w:r><w:r><w:t>\uf0a3</w:t></w:r>'
    )
    assert texts(read(f"<w:p>{runs}{typed}</w:p>")) == ["β©Ω☑\uf04a≤ 5 μ\uf0a3"]


def test_what_is_around_runs_does_not_hide_them(read):
    inside = "".join(
        f"<w:{tag}><w:r><w:t>{tag} </w:t></w:r></w:{tag}>"
        for tag in ("hyperlink", "ins", "moveTo", "smartTag", "fldSimple")
    )
    control = "<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent><w:r><w:t>val</w:t></w:r></w:sdtContent></w:sdt>"
    whole = f"<w:sdt><w:sdtContent>{p('Hela stycket')}</w:sdtContent></w:sdt>"
    found = texts(read(f"<w:p>{inside}{control}</w:p>{whole}"))
    assert found == ["hyperlink ins moveTo smartTag fldSimple val", "Hela stycket"]


def mark(kind: str, data: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{data}</w:fldChar></w:r>'


def run(text: str, tag: str = "t", properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def test_fields_give_their_results(read):
    page = mark("begin") + run("PAGE", "instrText") + mark("separate") + run("4") + mark("end")
    nested = mark("begin") + run("IF ", "instrText") + page + mark("separate") + run("ja") + mark("end")
    form = mark("begin", "<w:ffData><w:name/></w:ffData>") + run("FORMTEXT", "instrText") + mark("separate")
    assert texts(
        read(f"<w:p>{run('Sida ')}{page}{run(', ')}{nested}{run(', ')}{form}{run('svar')}{mark('end')}</w:p>")
    ) == ["Sida 4, ja, svar"]


def test_form_fields_without_results(read):
    ticked = "<w:ffData><w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox></w:ffData>"
    empty = "<w:ffData><w:checkBox><w:default w:val='0'/></w:checkBox></w:ffData>"
    names = "<w:listEntry w:val='A'/><w:listEntry w:val='B'/>"
    choice = f"<w:ffData><w:ddList><w:result w:val='1'/>{names}</w:ddList></w:ffData>"
    fields = "".join(mark("begin", data) + run("FORM", "instrText") + mark("end") for data in (ticked, empty, choice))
    assert texts(read(f"<w:p>{fields}</w:p>")) == ["☒☐B"]


def test_a_field_over_several_paragraphs(read):
    first = f"<w:p>{mark('begin')}{run('TOC', 'instrText')}{mark('separate')}{run('1 Bakgrund')}</w:p>"
    assert texts(read(f"{first}{p('2 Avgift')}<w:p>{mark('end')}</w:p>{p('Text')}")) == [
        "1 Bakgrund",
        "2 Avgift",
        "Text",
    ]


def test_a_field_that_never_ends_loses_no_text(read):
    assert texts(read(f"<w:p>{mark('begin')}{run('PAGE', 'instrText')}</w:p>{p('Kvar')}")) == ["Kvar"]


def test_hidden_text_is_not_read(read):
    hidden = run("dolt", properties="<w:vanish/>") + run("stil", properties='<w:rStyle w:val="Dold"/>')
    shown = run("syns", properties='<w:rStyle w:val="Dold"/><w:vanish w:val="0"/>')
    assert texts(read(f"<w:p>{hidden}{shown}</w:p>")) == ["syns"]


def test_tracked_changes_are_read_as_accepted(read):
    body = (
        f'<w:p>{run("Avgiften är ")}<w:del w:id="1"><w:r><w:delText>100</w:delText></w:r></w:del>'
        f'<w:ins w:id="2">{run("200")}</w:ins><w:moveFrom w:id="3">{run("här")}</w:moveFrom>{run(" kr")}</w:p>'
        f'<w:p><w:moveTo w:id="4">{run("här")}</w:moveTo></w:p>'
    )
    content = read(body)
    assert texts(content) == ["Avgiften är 200 kr", "här"]
    assert content.tracked_changes == 4


def test_a_deleted_paragraph_mark_joins_two_paragraphs(read):
    body = p("Ett ", "Rubrik1", '<w:rPr><w:del w:id="1"/></w:rPr>') + p("stycke") + p("Ett annat")
    content = read(body)
    assert [(x.text, x.style, x.number) for x in content.paragraphs] == [
        ("Ett stycke", "Normal", ""),
        ("Ett annat", "Normal", ""),
    ]
    assert content.tracked_changes == 1


def cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def test_tables(read):
    inner = f"<w:tbl><w:tr>{cell(p('inre'))}</w:tr></w:tbl><w:p/>"
    wide, tall = "<w:gridSpan w:val='2'/>", "<w:vMerge w:val='restart'/>"
    late = f"<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>{cell(p('sist'))}</w:tr>"
    rows = (
        f"<w:tr>{cell(p('bred'), wide)}{cell(p('hög'), tall)}</w:tr>"
        f"<w:tr>{cell(p('a') + p('b'))}{cell(inner)}{cell(p('spöke'), '<w:vMerge/>')}</w:tr>"
        f"<w:tr><w:trPr><w:del w:id='1'/></w:trPr>{cell(p('struken'))}</w:tr>"
        f"<w:sdt><w:sdtContent>{late}</w:sdtContent></w:sdt>"
    )
    content = read(f"{p('före')}<w:tbl>{rows}</w:tbl>{p('efter')}<w:tbl><w:tr>{cell(p('ny'))}</w:tr></w:tbl>")
    assert [(x.text, x.cell) for x in content.paragraphs] == [
        ("före", None),
        ("bred", Cell(0, 0, 0)),
        ("hög", Cell(0, 0, 2)),
        ("a", Cell(0, 1, 0)),
        ("b", Cell(0, 1, 0)),
        ("inre", Cell(1, 0, 0)),
        ("sist", Cell(0, 2, 1)),
        ("efter", None),
        ("ny", Cell(2, 0, 0)),
    ]


def test_text_boxes_once(read):
    box = f"<w:txbxContent>{p('i rutan')}</w:txbxContent>"
    new = f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
    old = f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
    only_old = f"<w:pict><v:textbox><w:txbxContent>{p('gammal')}</w:txbxContent></v:textbox></w:pict>"
    runs = f"<w:r><mc:AlternateContent>{new}{old}</mc:AlternateContent></w:r><w:r>{only_old}</w:r>{run('runt om')}"
    assert texts(read(f"<w:p>{runs}</w:p>")) == ["runt om", "i rutan", "gammal"]


def test_headers_footers_and_watermarks(read):
    kinds = (("header", "default", 1), ("header", "first", 2), ("header", "even", 3), ("footer", "default", 1))
    references = "".join(f'<w:{part}Reference w:type="{kind}" r:id="{part}{n}"/>' for part, kind, n in kinds)
    section = f"<w:sectPr>{references}</w:sectPr>"
    stamp = '<w:p><w:r><w:pict><v:shape><v:textpath string="UTKAST"/></v:shape></w:pict></w:r></w:p>'
    content = read(
        f"<w:p><w:pPr>{section}</w:pPr>{run('Text')}</w:p>{section}",
        header1=p("Ekby", "Sidhuvud") + stamp,
        header2=p("Första sidan"),
        header3=p("Jämna sidor"),
        header4=p("Hör inte till någon sida"),
        footer1=p("Sida 1"),
    )
    assert texts(content) == ["Text"]
    assert texts(content, "header") == ["Ekby", "UTKAST", "Första sidan", "Jämna sidor"]
    assert texts(content, "footer") == ["Sida 1"]
    assert content.paragraphs[1].style == "Header"


def test_notes_and_comments(read):
    cited = (("footnote", 2), ("endnote", 1), ("footnote", 1))
    marks = "".join(f"<w:r><w:{kind}Reference w:id='{n}'/></w:r>" for kind, n in cited)
    deleted = "<w:del w:id='9'><w:r><w:footnoteReference w:id='3'/></w:r></w:del>"
    body = f"<w:p>{run('Text')}{marks}{deleted}</w:p>"
    kept = "".join(f'<w:footnote w:id="{n}">{p(f" not {n}")}</w:footnote>' for n in (1, 2, 3))
    line = f'<w:footnote w:type="separator" w:id="0">{p("streck")}</w:footnote>'
    content = read(
        body,
        footnotes=line + kept,
        endnotes=f'<w:endnote w:id="1">{p("slutnot")}</w:endnote>',
        comments=f'<w:comment w:id="0" w:author="A">{p("Stämmer beloppet?")}</w:comment>',
    )
    assert texts(content) == ["Text"]
    assert texts(content, "footnote") == [" not 2", " not 1", "slutnot"]
    assert texts(content, "comment") == ["Stämmer beloppet?"]


def test_styles_and_levels(read):
    styles = ("", "Rubrik1", "Rubrik2", "Egen", "Utan", "R3", "Rubrik", "TOC", "Ring", "finns inte")
    body = "".join(p("x", style) for style in styles) + p("x", more='<w:outlineLvl w:val="3"/>')
    assert [(x.style, x.level) for x in read(body).paragraphs] == [
        ("Normal", 0),
        ("Heading 1", 1),
        ("Heading 2", 2),
        ("Kommunens rubrik", 2),
        ("Utan nummer", 1),
        ("Rubrik 3", 3),
        ("Title", 0),
        ("TOC Heading", 0),
        ("Ring", 0),
        ("Normal", 0),
        ("Normal", 4),
    ]


def test_numbers_through_styles(read):
    body = (
        *(p("Bakgrund", "Rubrik1"), p("x", "Rubrik2"), p("x", "Egen"), p("Parter", "Utan")),
        *(p("", "Rubrik1"), p("x", "Rubrik2"), item("x", 1, 2), item("x", 1, 2), p("x", "Rubrik2"), item("x", 1, 2)),
        *(p("x", "Rubrik1", '<w:numPr><w:numId w:val="0"/></w:numPr>'), p("x", "Punkt")),
    )
    # The empty heading is printed as 2., and counts.
    assert numbers(read("".join(body))) == ["1.", "1.1", "1.2", "", "2.1", "(a)", "(b)", "2.2", "(a)", "", "•"]


def test_numbers_of_lists(read):
    body = "".join(
        (
            *(item("x", 2), item("x", 2, 1), item("x", 2, 2), item("x", 2), item("x", 2, 1), item("x", 2, 2)),
            *(item("x", 2, 3), item("x", 4), item("x", 4), item("x", 99)),
        )
    )
    # Level 2 is isLgl (III as 3), level 3 never starts over, and level 4 prints nothing.
    expected = ["Del III", "3.1", "§ 01", "Del IV", "4.1", "§ 02", "", "i)", "ii)", ""]
    assert numbers(read(body)) == expected


def test_lists_that_go_on_or_start_over(read):
    body = "".join((item("x", 1), item("x", 5), item("x", 5), item("x", 1), item("x", 6), item("x", 6)))
    # 5 shares its counter with 1 but is told to start at 7; 6 has a format of its own.
    assert numbers(read(body)) == ["1.", "7.", "8.", "9.", "A", "B"]


def test_a_level_that_was_passed_over_counts(read):
    assert numbers(read(item("x", 1, 1) + item("x", 1))) == ["1.1", "2."]


@pytest.mark.parametrize(
    ("number", "name", "expected"),
    [
        (28, "lowerLetter", "bb"),
        (3, "upperLetter", "C"),
        (1994, "lowerRoman", "mcmxciv"),
        (4, "upperRoman", "IV"),
        (0, "lowerRoman", "0"),
        (7, "decimalZero", "07"),
        (12, "decimalZero", "12"),
        (5, "none", ""),
        (5, "ordinalText", "5"),
        (99_999, "lowerLetter", "99999"),
    ],
)
def test_number_formats(number, name, expected):
    assert in_format(number, name) == expected


def test_strict_files_and_other_names(tmp_path):
    path = word(tmp_path / "a.docx", p("Text", "Rubrik1"), main="word/document2.xml")
    strict = tmp_path / "strict.docx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(strict, "w") as new:
        for name in old.namelist():
            data = old.read(name).replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
            new.writestr(name, data)
    for file in (path, strict):
        assert read_docx(file).paragraphs == (Paragraph("Text", "Heading 1", number="1.", level=1),)


def test_formulas_and_drawings_of_strict_files(tmp_path):
    strict = word(tmp_path / "vanlig.docx", f"<w:p><m:oMath><m:r><m:t>x²</m:t></m:r></m:oMath>{canvas('Ritad')}</w:p>")
    file = tmp_path / "strikt.docx"
    with zipfile.ZipFile(strict) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            data = old.read(name).replace(b"schemas.openxmlformats.org/package/2006", b"package")
            data = re.sub(rb"schemas\.openxmlformats\.org/(\w+)/2006/(?=\w)", rb"purl.oclc.org/ooxml/\1/", data)
            new.writestr(name, data.replace(b"//package/", b"//schemas.openxmlformats.org/package/2006/"))
        assert b"purl.oclc.org/ooxml/drawingml/main" in new.read("word/document.xml")
    assert texts(read_docx(file)) == ["x²", "Ritad"]


def canvas(text: str) -> str:
    """A shape whose text is in the language of pictures, as on a locked canvas."""
    return f"<w:r><w:drawing><a:p {DRAWING}><a:r><a:t>{text}</a:t></a:r></a:p></w:drawing></w:r>"


def test_text_in_the_language_of_pictures(read):
    lines = f"<a:p {DRAWING}><a:r><a:t>två</a:t></a:r><a:br/><a:fld><a:t>rader</a:t></a:fld></a:p><a:p {DRAWING}/>"
    body = f"<w:p><w:r><w:t>Före</w:t></w:r>{canvas('Ritad')}<w:r>{lines}</w:r></w:p>{p('Efter')}"
    assert texts(read(body)) == ["Före", "Ritad", "två\nrader", "Efter"]


def shown(tag: str, relation: str) -> str:
    """A paragraph that shows another part of the file."""
    return f'<w:p><w:r><w:drawing><x:{tag} xmlns:x="urn:x" {relation}/></w:drawing></w:r></w:p>'


def test_smartart_is_read_where_it_is_shown(tmp_path):
    points = "".join(f"<d:pt><d:t><a:p {DRAWING}><a:r><a:t>{t}</a:t></a:r></a:p></d:t></d:pt>" for t in ("Ett", "Två"))
    file = word(tmp_path / "a.docx", p("Före") + shown("relIds", 'r:dm="diagramData1"') + p("Efter"), diagramData1="")
    replaced(file, "word/diagramData1.xml", f'<d:dataModel xmlns:d="urn:d">{points}</d:dataModel>')
    content = read_docx(file)
    assert texts(content) == ["Före", "Ett", "Två", "Efter"]
    assert content.unread == ()


def test_a_chart_is_told_and_not_read(tmp_path):
    file = word(tmp_path / "a.docx", p("Före") + shown("chart", 'r:id="chart1"'), chart1="")
    title, point = f"<a:p {DRAWING}><a:r><a:t>Avgift</a:t></a:r></a:p>", "<c:pt><c:v>300000</c:v></c:pt>"
    replaced(file, "word/chart1.xml", f'<c:chartSpace xmlns:c="urn:c">{title}{point}{point}</c:chartSpace>')
    content = read_docx(file)
    assert texts(content) == ["Före"]
    assert content.unread == (Unread(UnreadKind.CHART, "Avgift 300000"),)


def replaced(file: Path, part: str, data: str) -> None:
    """Puts other data in a part of a file."""
    with zipfile.ZipFile(file) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(file, "w") as new:
        for name, before in parts.items():
            new.writestr(name, data if name == part else before)


def test_hidden_text_is_told(read):
    dold = '<w:r><w:rPr><w:vanish/></w:rPr><w:t>hemlig</w:t><w:footnoteReference w:id="1"/></w:r>'
    table = (
        f"<w:tr><w:trPr><w:hidden/></w:trPr><w:tc>{p('rad')}</w:tc></w:tr>"
        f"<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{p('cell')}</w:tc></w:tr>"
    )
    content = read(
        f"<w:p>{dold}<w:r><w:t>synlig</w:t></w:r></w:p><w:tbl>{table}</w:tbl>", footnotes=note("1", p("not"))
    )
    assert texts(content) == ["synlig"]
    assert texts(content, "footnote") == []
    assert content.unread == tuple(Unread(UnreadKind.HIDDEN, text) for text in ("hemlig", "rad", "cell"))


def note(key: str, content: str) -> str:
    return f'<w:footnote w:id="{key}">{content}</w:footnote>'


def test_files_inside_the_file_are_told(read):
    office = "urn:schemas-microsoft-com:office:office"
    ole = f'<w:object><o:OLEObject xmlns:o="{office}" ProgID="Word.Document.12"/></w:object>'
    body = (
        f'{p("Text")}<w:altChunk r:id="x"/><w:p><w:r>{ole}<w:control w:name="Knapp"/></w:r><w:subDoc r:id="y"/></w:p>'
    )
    told = read(body).unread
    assert {one.kind for one in told} == {UnreadKind.EMBEDDED}
    assert [one.text for one in told if "Word visar" not in one.text] == ["Word.Document.12", "Knapp"]
    assert len(told) == 4


@pytest.mark.parametrize(("side", "told"), [(1_000_000, 0), (6_000_000, 1), ("bred", 0)])
def test_a_picture_of_a_page_is_told(read, side, told):
    names = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    picture = '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"/>'
    inline = f'<wp:inline {names}><wp:extent cx="{side}" cy="{side}"/>{picture}</wp:inline>'
    found = read(f"<w:p><w:r><w:drawing>{inline}</w:drawing></w:r></w:p>").unread
    assert found == told * (Unread(UnreadKind.PICTURE),)


@pytest.mark.parametrize(
    ("style", "around", "told"),
    [
        ("width:595pt;height:842pt", "w:pict", 1),
        ("position:absolute;margin-left:0;width: 21.5cm; height:11in", "w:pict", 1),
        ("width:100pt;height:100pt", "w:pict", 0),
        ("max-width:595pt;max-height:842pt", "w:pict", 0),
        ("", "w:pict", 0),
        ("width:595pt;height:842pt", "w:object", 0),
        ("width:595pt;height:842pt", "mc:Fallback", 0),
    ],
)
def test_an_older_picture_of_a_page_is_told(read, style, around, told):
    shape = f'<{around}><v:shape style="{style}"><v:imagedata/></v:shape></{around}>'
    assert read(f"<w:p><w:r>{shape}</w:r></w:p>").unread == told * (Unread(UnreadKind.PICTURE),)


def test_parts_that_are_missing_are_told(tmp_path):
    file = word(tmp_path / "a.docx", p("Text"), header1=p("Huvud"), footnotes="")
    with zipfile.ZipFile(file) as old:
        parts = {name: old.read(name) for name in old.namelist() if "header" not in name and "footnotes" not in name}
    with zipfile.ZipFile(file, "w") as new:
        for name, data in parts.items():
            new.writestr(name, data)
    told = read_docx(file).unread
    assert told == tuple(Unread(UnreadKind.MISSING, name) for name in ("ett sidhuvud", "fotnoterna"))


@pytest.mark.parametrize(
    ("name", "target"), [("mitt%20dok.xml", "mitt dok.xml"), ("å b", "%C3%A5%20b"), ("X\\Y.XML", "x/y.xml")]
)
def test_parts_are_found_however_their_names_are_written(tmp_path, name, target):
    file = tmp_path / "a.docx"
    with zipfile.ZipFile(file, "w") as archive:
        root = f'<Relationship Id="r" Type="{OFFICE}/officeDocument" Target="/{target}"/>'
        archive.writestr("_rels/.rels", f"<Relationships {RELATIONS}>{root}</Relationships>")
        archive.writestr(name, f"<w:document {NAMES}><w:body>{p('Text')}</w:body></w:document>")
    assert [paragraph.text for paragraph in read_any(file).paragraphs] == ["Text"]


def test_two_parts_of_one_name_are_refused(tmp_path):
    file = word(tmp_path / "a.docx", p("Den ena"))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("Word/Document.xml", f"<w:document {NAMES}><w:body>{p('Den andra')}</w:body></w:document>")
    with pytest.raises(FileFailure, match="skadad"):
        read_any(file)


@pytest.mark.parametrize(
    ("path", "written", "more", "told"),
    [
        ("/n:rot/n:avgift", "100 kr", "", ["100 kr → 200 kr"]),
        ("/n:rot/n:avgift", "200\u00a0kr", "", []),
        ("/n:rot/@år", "2021", "", ["2021 → 2022"]),
        ("/n:rot/n:tom", "100 kr", "", []),
        ("/n:rot/n:avgift", "den 1 maj", "<w:date/>", []),
        ("/n:rot/n:finns-inte", "100 kr", "", []),
        ("/n:rot[", "100 kr", "", []),
        ("/okänd:rot", "100 kr", "", []),
    ],
)
def test_what_word_fills_in_anew_is_told(tmp_path, path, written, more, told):
    key = "{0A1B2C3D-0000-0000-0000-000000000001}"
    binding = f'<w:dataBinding w:prefixMappings="xmlns:n=\'urn:n\'" w:xpath="{path}" w:storeItemID="{key.lower()}"/>'
    file = word(
        tmp_path / "a.docx",
        f"<w:sdt><w:sdtPr>{binding}{more}</w:sdtPr><w:sdtContent>{p(written)}</w:sdtContent></w:sdt>",
    )
    props = f'<Relationship Id="r" Type="{OFFICE}/customXmlProps" Target="itemProps1.xml"/>'
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("customXml/item1.xml", '<rot xmlns="urn:n" år="2022"><avgift>200 kr</avgift><tom/></rot>')
        archive.writestr("customXml/_rels/item1.xml.rels", f"<Relationships {RELATIONS}>{props}</Relationships>")
        archive.writestr("customXml/item2.xml", "<trasig>")
        archive.writestr("docProps/core.xml", "<trasig>")
        archive.writestr("customXml/itemProps1.xml", f'<d:datastoreItem xmlns:d="urn:d" d:itemID="{key}"/>')
    content = read_docx(file)
    assert texts(content) == [written]
    assert [one.text for one in content.unread if one.kind is UnreadKind.BOUND] == told


def test_ruby_is_read_with_what_stands_above(read):
    ruby = f"<w:ruby><w:rubyPr/><w:rt>{run('とう')}</w:rt><w:rubyBase>{run('東')}</w:rubyBase></w:ruby>"
    assert texts(read(f"<w:p><w:r>{ruby}</w:r></w:p>")) == ["東(とう)"]


def test_a_field_that_is_a_button_shows_its_own_text(read):
    button = mark("begin") + run(" MACROBUTTON  Ingen [Klicka ", "instrText") + run("här]", "instrText") + mark("end")
    silent = mark("begin") + run(" NEXT ", "instrText") + mark("end")
    assert texts(read(f"<w:p>{button}{silent}<w:r><w:t>.</w:t></w:r></w:p>")) == ["[Klicka här]."]


@pytest.mark.parametrize(
    ("code", "seen"),
    [
        (r" EQ \f(månader;3,5) ", "månader 3,5"),
        (r"eq \a \al \co2 (x\;y, z)", "x;y z"),
        (r" SYMBOL 211 \f Symbol \s 12", "©"),
        (r' SYMBOL 0xFC \f "Wingdings"', "✓"),
        ("SYMBOL A", "A"),
        ("SYMBOL 0xD800", ""),
        ("SYMBOL 999999", "\U000f423f"),
        (" NEXTIF a = b ", ""),
        ("EQUAL (x)", ""),
    ],
)
def test_fields_whose_code_is_printed(read, code, seen):
    field = mark("begin") + run(code.replace('"', "&quot;"), "instrText") + mark("end")
    simple = f"<w:fldSimple w:instr='{code}'/>"
    assert texts(read(f"<w:p>{run('a')}{field}{run('b')}</w:p><w:p>{run('a')}{simple}{run('b')}</w:p>")) == 2 * [
        f"a{seen}b"
    ]


def test_the_alternative_that_word_understands(read):
    def choice(needs: str, text: str) -> str:
        return f'<mc:Choice xmlns:nytt="urn:framtid" Requires="{needs}">{run(text)}</mc:Choice>'

    def read_one(*inside: str) -> list[str]:
        return texts(read(f"<w:p><mc:AlternateContent>{''.join(inside)}</mc:AlternateContent></w:p>"))

    fallback = f"<mc:Fallback>{run('äldre')}</mc:Fallback>"
    assert read_one(choice("wps", "ny"), fallback) == ["ny"]
    assert read_one(choice("nytt", "okänd"), fallback) == ["äldre"]
    assert read_one(choice("nytt", "okänd"), choice("wps w", "ny"), fallback) == ["ny"]
    assert read_one(choice("nytt", "okänd")) == ["okänd"]


def test_elements_that_nobody_knows_lose_no_text(read):
    odd = f"<w:okänd><w:inuti>{p('I ett okänt element')}</w:inuti></w:okänd><w:p2>{run('Utan stycke')}</w:p2>"
    assert texts(read(f"{p('Före')}{odd}{p('Efter')}")) == ["Före", "I ett okänt element", "Utan stycke", "Efter"]


def test_our_own_agreement(enkoping: Built):
    paragraphs = read_docx(enkoping.folder / "partneravtal-enkoping.docx").paragraphs
    numbered = [x.number for x in paragraphs if x.is_heading and x.number]
    assert len(numbered) > 8
    assert numbered == [str(n) for n in range(1, len(numbered) + 1)]
    assert next(x.text for x in paragraphs if x.number == "(2)").startswith("Enköpings kommun")
    assert [x.text for x in paragraphs if x.is_heading][:3] == ["Parter", "Bakgrund", "Definitioner"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("tjansteskrivelse", "tjänsteskrivelse"),
        ("informationsfolder", "övrigt"),
        ("partneravtal", "avtal"),
        ("bilaga", "bilaga"),
    ],
)
def test_kinds_of_our_own(enkoping: Built, name, kind):
    document = read_any(enkoping.folder / f"{name}-enkoping.docx")
    assert (document.name, document.kind) == (f"{name}-enkoping", kind)


@pytest.mark.parametrize("first", ["Handlingar till kommunstyrelsen", "Handlingar efter beslut"])
def test_kind_of_the_cover(first):
    assert classify([Paragraph(first), Paragraph("Deltagande i LOFT"), Paragraph("Innehåll")]) == "försättsblad"


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (("TJÄNSTESKRIVELSE", "Datum 2024-01-01", "Avtal om vatten"), "tjänsteskrivelse"),
        (("Vallentuna kommun", "Avtal om vatten", "Förslag till beslut i kommunstyrelsen"), "tjänsteskrivelse"),
        (("Samarbetsavtal", "Mellan A, org.nr 212000-0001, och B"), "avtal"),
        (("Samarbetsavtal",), "övrigt"),
        (("Bilaga 2", "Prislista till samarbetsavtal", "Parter"), "bilaga"),
        (("Protokoll", "Parterna hälsades välkomna av ordföranden i avtalsfrågan"), "övrigt"),
        ((), "övrigt"),
    ],
)
def test_kinds_of_others(lines, kind):
    assert classify([Paragraph(line) for line in lines]) == kind


def test_a_bundle_is_no_cover():
    cover = [Paragraph("Handlingar till Kommunstyrelsen", page=1), Paragraph("Innehåll", page=1)]
    assert classify(cover) == "försättsblad"
    assert classify([*cover, replace(cover[0], text="Tjänsteskrivelse", page=2)]) == "övrigt"


def ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + stream.encode("utf-16-le")


def zipped(path: Path, **files: bytes) -> bytes:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/"), data)
    return path.read_bytes()


def test_files_that_cannot_be_read(tmp_path):
    scratch = tmp_path / "zip"
    good = word(tmp_path / "hel.docx", p("Text")).read_bytes()
    broken = zipped(scratch, **{"word__document.xml": b"<w:document><w:body>"})
    cases = {
        "tom.docx": (b"", "är tom"),
        "gammal.doc": (ole("WordDocument"), ".doc"),
        "låst.docx": (ole("EncryptedPackage"), "lösenord"),
        "text.rtf": (b"{\\rtf1 hej}", "RTF"),
        "bild.png": (b"\x89PNG\r\n\x1a\n", "bild"),
        "anteckning.txt": (b"Hej", "varken"),
        "text.docx": (b"Hej", "skadad"),
        "fri.odt": (zipped(scratch, mimetype=b"application/vnd.oasis.opendocument.text"), "OpenDocument"),
        "ark.xlsx": (zipped(scratch, xl__workbook=b"x"), "Excel"),
        "paket.zip": (zipped(scratch, a=b"x"), "zip-fil"),
        "halv.docx": (good[: len(good) // 2], "skadad"),
        "xml.docx": (broken, "skadad"),
        "bomb.docx": (zipped(scratch, **{"word__document.xml": b" " * 200_000_001}), "orimligt stor"),
        "stor.docx": (zipped(scratch, **{"word__document.xml": b" " * 50_000_001}), "orimligt stor"),
    }
    for name, (data, expected) in cases.items():
        (tmp_path / name).write_bytes(data)
        with pytest.raises(FileFailure) as caught:
            read_any(tmp_path / name)
        assert caught.value.message.startswith(name), name
        assert expected in caught.value.message, (name, caught.value.message)
        assert caught.value.hint, name


def test_files_that_are_not_there(tmp_path):
    with pytest.raises(FileFailure, match="finns inte"):
        read_any(tmp_path / "a.docx")
    with pytest.raises(FileFailure, match="är en mapp"):
        read_any(tmp_path)


def test_a_macro_file_or_template_is_read_by_its_content(tmp_path):
    word(tmp_path / "mall.dotm", p("Bilaga 1", "Rubrik"))
    document = read_any(tmp_path / "mall.dotm")
    assert [x.text for x in document.paragraphs] == ["Bilaga 1"]
    assert document.kind == "bilaga"


def test_entities_are_not_followed(tmp_path):
    secret = tmp_path / "hemlig.txt"
    secret.write_text("hemligt", encoding="utf-8")
    entity = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    xml = f"{entity}<w:document {NAMES}><w:body>{p('a&x;b')}{p('kvar')}</w:body></w:document>"
    zipped(tmp_path / "a.docx", **{"word__document.xml": xml.encode()})
    with pytest.raises(FileFailure, match="skadad") as caught:
        read_any(tmp_path / "a.docx")
    assert "hemligt" not in caught.value.message


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The bytes cut off, or with some of them changed."""
    if chance.random() < 0.4:
        return data[: chance.randrange(len(data))]
    changed = bytearray(data)
    for _ in range(chance.choice((1, 10, 200))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


@pytest.mark.parametrize("name", ["partneravtal-enkoping.docx", "tjansteskrivelse-enkoping.pdf"])
def test_no_damage_gives_anything_but_a_file_failure(enkoping: Built, tmp_path, name):
    data, chance, refused = (enkoping.folder / name).read_bytes(), random.Random(1), 0
    path = tmp_path / name
    for _ in range(150):
        path.write_bytes(damaged(data, chance))
        try:
            read_any(path)
        except FileFailure:
            refused += 1
    assert refused > 50
