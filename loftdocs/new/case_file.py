"""The text of a new case file, and the one moment when it is written."""

import math
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from jinja2 import Environment, StrictUndefined

from loftdocs.failures import FileFailure, reason
from loftdocs.findings import display_path
from loftdocs.language.swedish import definite
from loftdocs.new.draft import Draft
from loftdocs.new.names import exists
from loftdocs.new.starter import TEMPLATE
from loftdocs.whole import write_new

if TYPE_CHECKING:
    from jinja2 import Template

_COMMENT_AT = 25
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class _Written(str):
    """Text that goes into the file as it is."""


def render(draft: Draft, name: str) -> str:
    """The text of ``cases/<name>.yaml``. What has not been answered is an empty key, as a clerk would leave it."""
    known = definite(draft["kommun.namn"] or "kommun") or "kommunen"
    text = _template().render(svar=draft, namn=_Written(name), kommunen=_Written(known), rad=_row, text=_Written)
    return "\n".join(line.rstrip() for line in text.split("\n"))


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


def quoted(value: str) -> str:
    """``value`` as YAML: bare where that is read back as the same text, else in quotes."""
    if not value or _DAY.fullmatch(value):
        return value  # PyYAML would quote a day, since it makes a date of it; loftdocs does not
    # A bare scalar is a whole document to PyYAML, which marks its end.
    return yaml.safe_dump(value, allow_unicode=True, width=math.inf).removesuffix("\n").removesuffix("\n...")


def _row(key: str, value: str) -> str:
    """A key and its value, with room for the comment after it."""
    return _Written(f"{key}: {quoted(value)}".rstrip().ljust(_COMMENT_AT - 1) + " ")


def _finalize(value: object) -> object:
    # Here, and not in the template, so that no answer can be put into it unquoted.
    return value if isinstance(value, _Written) else quoted(str(value))


@cache
def _template() -> "Template":
    environment = Environment(
        undefined=StrictUndefined, finalize=_finalize, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    return environment.from_string(TEMPLATE.read_text(encoding="utf-8"))


def _unwritten(path: Path, error: OSError) -> FileFailure:
    return FileFailure(
        f"{display_path(path)} kunde inte skrivas: {reason(error)}.", "Se efter att du får skriva i mappen cases/."
    )
