"""Finished files read with tools that the product does not use for making them."""

import re
import zipfile
from pathlib import Path

from lxml import etree
from pypdf import PdfReader

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def plain(text: str) -> str:
    """Text with every run of white space, no-break ones too, as one space."""
    return " ".join(text.split())


def docx_text(path: Path) -> str:
    """The body text of a Word file, a line a paragraph, straight from its XML."""
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    return "\n".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in root.iter(f"{W}p"))


def pdf_text(path: Path) -> str:
    """The text of a PDF, with white space evened out."""
    return plain("\n".join(page.extract_text() for page in PdfReader(path).pages))


def dates(text: str) -> set[str]:
    """The dates that a text names in full."""
    months = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
    return {plain(match) for match in re.findall(rf"\d{{1,2}}\s(?:{months})\s\d{{4}}", text)}


def amounts(text: str) -> set[str]:
    """The amounts in kronor that a text names in digits."""
    return {plain(match) for match in re.findall(r"\d{1,3}(?:\s\d{3})+\skr", text)}
