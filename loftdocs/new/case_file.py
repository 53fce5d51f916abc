"""The text of a new case file, and the one moment when it is written."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from loftdocs.failures import FileFailure, UsageFailure, reason
from loftdocs.findings import display_path
from loftdocs.load.source import read_text
from loftdocs.load.starter import starter_of
from loftdocs.load.yaml_tree import dotted, parse
from loftdocs.new.draft import Draft
from loftdocs.new.form import Form
from loftdocs.new.names import exists
from loftdocs.new.outline import outline
from loftdocs.new.scalars import quoted
from loftdocs.sandbox.guard import TEMPLATE_FAULTS
from loftdocs.whole import write_new

if TYPE_CHECKING:
    from jinja2 import Template

_COMMENT_AT = 25


class _Written(str):
    """Text that goes into the file as it is."""


def render(draft: Draft, name: str, form: Form, *, judged: bool = False) -> str:
    """The text of ``cases/<name>.yaml``. What has not been answered is an empty key, as a clerk would leave it.

    With ``judged`` something stands where a clerk is to write later, so that the rules can read the rest.
    Raises `UsageFailure` if the file that the programme's cases begin with cannot be used.
    """
    path = starter_of(form.folder)
    text = _started(path, draft, name, form) if path else outline(form, draft, name, judged=judged)
    return "\n".join(line.rstrip() for line in text.split("\n"))


def unwritten(draft: Draft, path: Path, text: str) -> tuple[str, ...]:
    """The paths of the answers that the ``text`` of the new file has no place for."""
    tree, _ = parse(path, text)
    written = {dotted(place) for place in tree.values} if tree else set()
    return tuple(path for path, answer in draft.answers.items() if answer and path not in written)


def write(path: Path, text: str) -> None:
    """Writes a new file, or none: if it is cut off nothing is left.

    Raises `FileFailure` if there is a file already, also one that came this moment, or if it cannot be written.
    """
    try:
        write_new(path, text.encode())
    except FileExistsError as error:
        # A file in the place of the folder is no case that someone has written.
        raise (exists(path) if path.parent.is_dir() else _unwritten(path, error)) from error
    except OSError as error:
        raise _unwritten(path, error) from error


def _started(path: Path, draft: Draft, name: str, form: Form) -> str:
    """What the programme's own starter makes of the answers."""
    source, findings = read_text(path)
    try:
        if source is None:
            raise TemplateError(findings[0].message)
        return _template(source).render(
            svar=draft, namn=_Written(name), kommunen=_Written(form.kind(draft)), rad=_row, text=_Written
        )
    except TEMPLATE_FAULTS as error:
        line = f" rad {error.lineno}" if isinstance(error, TemplateSyntaxError) else ""
        raise UsageFailure(
            f"{display_path(path)}{line} går inte att använda ({error}).",
            "Rätta filen, eller ta bort den; då görs nya ärenden efter programmets fil.",
        ) from error


def _row(key: str, value: str) -> str:
    """A key and its value, with room for the comment after it."""
    return _Written(f"{key}: {quoted(value)}".rstrip().ljust(_COMMENT_AT - 1) + " ")


def _finalize(value: object) -> object:
    # Here, and not in the template, so that no answer can be put into it unquoted.
    return value if isinstance(value, _Written) else quoted(str(value))


@cache
def _template(source: str) -> "Template":
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, finalize=_finalize, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    return environment.from_string(source)


def _unwritten(path: Path, error: OSError) -> FileFailure:
    return FileFailure(
        f"{display_path(path)} kunde inte skrivas: {reason(error)}.", "Se efter att du får skriva i mappen cases/."
    )
