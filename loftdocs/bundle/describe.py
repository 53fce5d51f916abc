"""What a finished PDF says of itself: title, language, dates, and the claims PDF/A-2a and PDF/UA-1 as far as they hold.

The dates are the case's, not the clock's, so that the same inputs give the same bytes.
"""

import hashlib
import io
import re
import struct
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from loftdocs.bundle import LANGUAGE, WHOLE, Claim, Description
from loftdocs.bundle.boxes import drop

PRODUCER = "loftdocs"
_ID = re.compile(rb"/ID \[<([0-9a-f]{32})><([0-9a-f]{32})>\]")


def describe(pdf: Pdf, about: Description, claim: Claim = WHOLE) -> None:
    """Writes ``about`` into ``pdf``: one XMP packet, a document information that agrees, viewer preferences.

    It says no more of its conformance than ``claim``.
    """
    root = pdf.Root
    root.Lang = pikepdf.String(LANGUAGE)
    root.MarkInfo = Dictionary(Marked=True) if claim.tagged else Dictionary(Marked=True, Suspects=True)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    root.PageMode = Name.UseOutlines
    root.Metadata = pdf.make_stream(_xmp(about, claim).encode(), Type=Name.Metadata, Subtype=Name.XML)
    _date_profiles(pdf, about.dated)
    stamp = pikepdf.String(f"D:{about.dated:%Y%m%d}000000Z")
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary(
            Title=pikepdf.String(about.title),
            Author=pikepdf.String(about.author),
            Producer=pikepdf.String(PRODUCER),
            CreationDate=stamp,
            ModDate=stamp,
        )
    )


def save(pdf: Pdf, target: Path) -> None:
    """Saves so that the same content gives the same bytes, also in the file's identifier (ISO 32000-1, 14.4).

    qpdf keeps the first half of the one that LibreOffice made, so the hash of the content is put in for both.
    """
    drop(pdf.trailer, "/DocChecksum")  # LibreOffice's own, of the file with its clock times
    written = io.BytesIO()
    pdf.save(written, static_id=True, min_version="1.7", object_stream_mode=pikepdf.ObjectStreamMode.generate)
    content = bytearray(written.getbuffer())
    # It stands in the last cross-reference stream's dictionary, which is near the end and never compressed.
    found = _ID.match(content, content.rfind(b"/ID [<"))
    assert found
    halves = [slice(*found.span(half)) for half in (1, 2)]
    del found  # a match holds on to what it was found in
    content[halves[0]] = content[halves[1]] = b"0" * 32
    identifier = hashlib.md5(content, usedforsecurity=False).hexdigest().encode()
    content[halves[0]] = content[halves[1]] = identifier
    target.write_bytes(content)


def _date_profiles(pdf: Pdf, dated: date) -> None:
    """Gives the colour profiles, which LibreOffice makes anew each time, the document's date (ICC.1, 7.2.8)."""
    for intent in pdf.Root.get(Name.OutputIntents, Array()):
        stream = intent.get(Name.DestOutputProfile)
        if isinstance(stream, Stream):
            profile = bytearray(stream.read_bytes())
            profile[24:36] = struct.pack(">6H", dated.year, dated.month, dated.day, 0, 0, 0)
            profile[84:100] = bytes(16)  # the profile's own checksum, which may be left out
            stream.write(bytes(profile))


def _xmp(about: Description, claim: Claim) -> str:
    """The XMP packet (ISO 16684-1). PDF/A asks for a description of the PDF/UA property, which XMP does not know."""
    title, author = escape(about.title), escape(about.author)
    stamp = f"{about.dated:%Y-%m-%d}T00:00:00Z"
    archive = f"<pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>{claim.archive.upper()}</pdfaid:conformance>\n"
    claims = (archive if claim.archive else "") + (_ACCESSIBLE if claim.accessible else "")
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
  xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:xmp="http://ns.adobe.com/xap/1.0/"
  xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
  xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
  xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
  xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
  xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{LANGUAGE}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{stamp}</xmp:CreateDate>
<xmp:ModifyDate>{stamp}</xmp:ModifyDate>
<pdf:Producer>{PRODUCER}</pdf:Producer>
{claims}</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


_ACCESSIBLE = """<pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of the PDF/UA standard</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
"""
