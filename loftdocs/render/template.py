"""Fills a Word template with fields: docxtpl in a sandbox, with every fault named by document, field and paragraph."""

import io
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from traceback import walk_tb
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from docx.image.image import Image
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import TemplateSyntaxError, Undefined
from jinja2.exceptions import SecurityError
from lxml import etree
from markupsafe import Markup, escape

from loftdocs.diagnostics import Diagnostic
from loftdocs.failures import FileFailure
from loftdocs.findings import Finding, Place, display_path
from loftdocs.language.swedish import day, tie
from loftdocs.model.text import Text
from loftdocs.read.package import PackageError, TooLarge
from loftdocs.render import diagnostics
from loftdocs.render.fields import Picture
from loftdocs.render.loops import canonical
from loftdocs.render.marks import NO_MARKS, Marked, marked, unmarked
from loftdocs.render.markup import paragraph_styles, paragraphs
from loftdocs.render.references import renumber
from loftdocs.render.refuse import refused, refused_template
from loftdocs.render.watch import watched
from loftdocs.sandbox.budget import TooMuch
from loftdocs.sandbox.guard import TEMPLATE_FAULTS, environment

_TAGS = re.compile(r"<[^>]+>")
_OPENED, _CLOSED = re.compile(r"\{[{%#]"), re.compile(r"[}%#]\}")
_MOST_UNCLOSED = 20


class Template(DocxTemplate):  # type: ignore[misc]  # docxtpl has no types
    """One Word template being filled in; collects what is wrong with it instead of stopping at the first fault."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.label = display_path(path)
        self.findings: list[Finding] = []
        self.lines: list[str] = []
        self.styles_used: dict[str, str] = {}
        self.sources: list[str] = []
        self.fields: dict[str, int] = {}

    def fill(self, context: dict[str, Any]) -> bytes:
        """The finished .docx with its marks. Worth nothing if ``findings`` is not empty afterwards."""
        self.init_docx()
        self.styles_used = paragraph_styles(self.docx)
        env = environment(self.show, self.missing)
        self.render(context, env)
        parts = {rel.reltype: rel.target_part for rel in self.docx.part.rels.values() if not rel.is_external}
        numbering = parts.get(RELATIONSHIP_TYPE.NUMBERING)
        renumber(self.docx.element.body, self.docx.styles.element, None if numbering is None else numbering.element)
        self.sources += env.sources
        target = io.BytesIO()
        self.save(target)
        return target.getvalue()

    def show(self, value: Any, expression: str, line: int) -> Any:
        """A field's value as the document prints it; an unknown or empty one is a finding."""
        if isinstance(value, Undefined) or value is None or (isinstance(value, str) and not value.strip()):
            kind = "finns inte" if isinstance(value, Undefined) else "är tomt"
            self.report(
                diagnostics.NO_VALUE,
                f"Fältet ”{expression}” {kind}.",
                "Rätta fältets namn i mallen, fyll i uppgiften i ärendefilen, eller sätt ett {% if %} runt fältet.",
                line,
            )
            return ""
        if isinstance(value, Text):
            return self.show_text(value, expression, line)
        if isinstance(value, Picture):
            return self.show_picture(value)
        return self.mark(day(value) if isinstance(value, date) else tie(str(value)), expression)

    def mark(self, text: str, expression: str) -> str:
        return marked(text, self.fields.setdefault(expression, len(self.fields)))

    def show_text(self, value: Text, expression: str, line: int) -> Any:
        """Free text as paragraphs; the template must have the two styles that it is set in."""
        try:
            return paragraphs(value, self.styles_used, lambda text: self.mark(text, expression))
        except KeyError as error:
            self.report(
                diagnostics.NO_STYLE,
                f"Mallen saknar formatet {error.args[0]}, som fältet ”{expression}” behöver.",
                "Lägg till formatet i Word: Body Text heter Brödtext, List Bullet heter Punktlista.",
                line,
            )
            return ""

    def show_picture(self, picture: Picture) -> Markup:
        """The picture with its alternative text, as large as it has room for."""
        size = Image.from_file(str(picture.path))
        wide = size.px_width * picture.height > picture.width * size.px_height
        room = {"width": Mm(picture.width)} if wide else {"height": Mm(picture.height)}
        drawn = str(InlineImage(self, str(picture.path), **room))
        # Where nothing is said of the air around a picture, LibreOffice puts in three millimetres.
        drawn = drawn.replace("<wp:inline ", '<wp:inline distT="0" distB="0" distL="0" distR="0" ', 1)
        return Markup(drawn.replace("<wp:docPr ", f'<wp:docPr descr="{escape(picture.alt)}" ', 1))

    def missing(self, name: str) -> None:
        self.report(
            diagnostics.NO_VALUE,
            f"Fältet ”{name}” finns inte.",
            "Rätta fältets namn i mallens {% if %} eller {% for %}.",
        )

    def report(self, what: Diagnostic, message: str, hint: str, line: int | None = None) -> None:
        """Adds a finding, with the paragraph quoted when its line is known."""
        quote = self.quote(line)
        finding = what.finding(message, hint, Place(document=self.label, quote=quote))
        if finding not in self.findings:
            self.findings.append(finding)

    def quote(self, line: int | None) -> str | None:
        """The text of the paragraph on ``line`` of the part being rendered (docxtpl gives each one its own line)."""
        if line is None or not 0 < line <= len(self.lines):
            return None
        return " ".join(_TAGS.sub("", self.lines[line - 1]).split())[:200] or None

    def patch_xml(self, src_xml: str) -> str:
        """As docxtpl, but once for the same XML."""
        unclosed = len(_OPENED.findall(text := _TAGS.sub("", src_xml))) - len(_CLOSED.findall(text))
        if unclosed > _MOST_UNCLOSED:  # docxtpl looks for the end of each in all that follows
            raise TooMuch(f"Mallen har {unclosed} fält som börjar men aldrig slutar.")
        return _patched(src_xml)

    def render_xml_part(self, src_xml: str, part: Any, context: dict[str, Any], jinja_env: Any = None) -> str:
        """As docxtpl, but remembers the lines for quoting, and leaves ``{_{`` in values alone."""
        src_xml = re.sub(r"<w:p([ >])", r"\n<w:p\1", src_xml)
        self.lines = src_xml.split("\n")
        self.current_rendering_part = part
        rendered = jinja_env.from_string(src_xml).render(context)
        return str(self.resolve_listing(re.sub(r"\n<w:p([ >])", r"<w:p\1", rendered)))

    def fix_tables(self, xml: str) -> Any:
        """As docxtpl, which would leave out what is not well-formed without a word. Raises `XMLSyntaxError` for it."""
        etree.fromstring(xml)
        return super().fix_tables(xml)

    def render_properties(self, context: dict[str, Any], jinja_env: Any = None) -> None:
        """As docxtpl, without XML escapes: python-docx writes these as text."""
        self.lines = []
        env = environment(self.show, self.missing, autoescape=False)
        super().render_properties(context, env)
        self.sources += env.sources


@lru_cache(maxsize=64)
def _patched(src_xml: str) -> str:
    """The XML of a template's part with each field in one piece: Word divides them where it likes."""
    return str(DocxTemplate.patch_xml(None, src_xml))


def without_clock(docx: bytes) -> bytes:
    """The same Word file with its parts in order, without marks, and dated as zip's own first day.

    So the same input gives the same bytes.
    """
    target = io.BytesIO()
    with ZipFile(io.BytesIO(docx)) as made, ZipFile(target, "w", ZIP_DEFLATED) as again:
        for name in sorted(made.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            part = unmarked(made.read(name)) if name.endswith(".xml") else made.read(name)
            again.writestr(ZipInfo(name, (1980, 1, 1, 0, 0, 0)), part, ZIP_DEFLATED)
    return target.getvalue()


@dataclass(frozen=True)
class Rendered:
    """A filled-in template: the .docx, what is wrong with the template, and the pieces of Jinja that stand in it.

    ``marked`` is the same with marks around what each field printed.
    """

    docx: bytes
    findings: tuple[Finding, ...]
    sources: tuple[str, ...] = ()
    marked: Marked = NO_MARKS


def render(template: Path, context: dict[str, Any]) -> Rendered:
    """The .docx that ``template`` gives with ``context``.

    Nothing that reaches outside the file is let in, neither what the template has nor what comes of filling it in.
    Raises `FileFailure` if the template is not a readable Word file.
    """
    document = Template(template)
    made, raw = b"", b""
    try:
        with watched():
            document.findings += refused_template(template.read_bytes(), document.label)
            if not document.findings:
                raw = document.fill(context)
                made = without_clock(raw)
            if not document.findings:
                document.findings += refused(made, document.label)
    except TooLarge:
        hint = "Ta bort stora bilder och spara mallen på nytt i Word. Kommer den från någon okänd: använd den inte."
        document.report(
            diagnostics.TOO_LARGE, "Mallen är större eller djupare uppbyggd än ett dokument kan vara.", hint
        )
    except TooMuch as error:
        hint = "Skriv fältet, villkoret eller upprepningen enklare, eller ta bort det ur mallen."
        document.report(diagnostics.TOO_MUCH, str(error), hint, error.line or _line(error))
    except TemplateSyntaxError as error:
        hint = "Rätta fältet i Word: varje {{ ska ha sitt }} och varje {% if %} sitt {% endif %}."
        document.report(diagnostics.MISWRITTEN, "Ett fält i mallen är felskrivet.", hint, error.lineno)
    except SecurityError as error:
        message = "Mallen försöker nå något som en mall inte får nå."
        document.report(diagnostics.FORBIDDEN, message, "Ta bort fältet ur mallen.", _line(error))
    except etree.XMLSyntaxError:
        hint = "Ett {% if %} eller {% for %} börjar och slutar inte i samma slags stycke; sätt dem i egna stycken."
        document.report(diagnostics.CROSSED, "Mallens villkor eller upprepningar går om varandra.", hint)
    except (RecursionError, MemoryError, SyntaxError) as error:
        hint = "Skriv fälten enklare, med färre parenteser och färre villkor i varandra."
        document.report(diagnostics.TOO_MUCH, "Mallen är för invecklad för att fyllas i.", hint, _line(error))
    except (OSError, PackageError, BadZipFile, OpcError, KeyError) as error:
        raise FileFailure(
            f"Mallen {document.label} går inte att läsa som Word-fil.",
            "Öppna den i Word och spara den på nytt som .docx, eller hämta tillbaka den förra versionen.",
        ) from error
    except TEMPLATE_FAULTS as error:
        document.report(
            diagnostics.MISWRITTEN, f"Mallen går inte att fylla i: {error}.", "Rätta fältet i Word.", _line(error)
        )
    fields = canonical(tuple(document.fields), document.sources)
    return Rendered(made, tuple(document.findings), tuple(document.sources), Marked(raw, fields))


def _line(error: BaseException) -> int | None:
    """The line of the template that was being filled in, which Jinja puts in the traceback."""
    lines = [line for frame, line in walk_tb(error.__traceback__) if frame.f_code.co_filename == "<template>"]
    return lines[-1] if lines else None
