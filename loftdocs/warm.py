"""What is read in while LibreOffice works: declared here, and nowhere else; and why an import may be indented.

An import stands at the top of its module, unless that would make someone wait:

- A command reads in only what it comes to use. The library that opens PDFs takes as long to read in as a whole check,
  which has no PDF; a template engine, a progress bar or a prompt is for the commands that show one.
- `verify` looks at a file in processes of its own, which each read in their part before the question comes.
- A build gives LibreOffice the first Word file before anything else. What only the later steps use is indented where
  it is used, and read in from the lists below while LibreOffice is at work; by the time it is used, it is there.
- Two modules that use each other: one of them asks for the other when it is called.

An indented import of any other kind gains nothing. Where the reason is not plain to see, it stands beside it.
"""

from importlib import import_module

from loftdocs.check import rules
from loftdocs.check.rule import Scope

# What is done with the documents' PDFs, as soon as there is one.
_BESIDE_DOCUMENTS = ("loftdocs.make.bundles", "loftdocs.make.front", "loftdocs.read.docx", "loftdocs.read.page_digests")
# What is done with the whole bundle. While the documents are made, every processor is taken; one cover leaves some.
_BESIDE_COVER = (
    "loftdocs.plan.calendar",
    "loftdocs.read.pdf",
    "loftdocs.convert.pictures",
    "loftdocs.report.review",
    "loftdocs.trace",
    "loftdocs.verify.origin",
    "rapidfuzz.distance",
    "rapidfuzz.fuzz",
    "rapidfuzz.process",
)


def beside_documents() -> None:
    """Reads in what the documents' PDFs need: for when they are being made."""
    _read_in(_BESIDE_DOCUMENTS)


def beside_cover() -> None:
    """Reads in, and makes ready, what the last steps need: for when the cover is being made."""
    _read_in(_BESIDE_COVER)
    rules(Scope.TEXT, Scope.DOCUMENTS)
    import_module("loftdocs.report.review").prepare()


def _read_in(modules: tuple[str, ...]) -> None:
    for module in modules:
        import_module(module)
