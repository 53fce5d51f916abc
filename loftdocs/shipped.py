"""What comes with the program for a new project to begin with: the programmes, an example, schemas and handbooks.

In a checkout these stand at its top; in an installed copy the wheel has put the same files into the package
(``tool.hatch.build.targets.wheel`` in pyproject.toml).
"""

from collections.abc import Iterator
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_IN_PACKAGE = _PACKAGE / "data" / "projekt"
# The same selection as in pyproject.toml, which a test compares. What begins with "~$" Word has left behind.
_PATTERNS = (
    ".vscode/*.json",
    "cases/enkoping.yaml",
    "docs/*.schema.json",
    "docs/avtalstext.md",
    "docs/handbok.md",
    "docs/mallar.md",
    "docs/regler.md",
    "docs/security.md",
    "docs/bilder/*.png",
    "templates/*/[!~.]*",
)
CASES = "cases"


def source() -> Path:
    """The folder that a new project is copied from."""
    return _IN_PACKAGE if _IN_PACKAGE.is_dir() else _PACKAGE.parent


def shipped() -> Iterator[Path]:
    """Every file that a new project is given, by its place in the project, in order."""
    root = source()
    for pattern in _PATTERNS:
        for path in sorted(root.glob(pattern)):
            if path.is_file():
                yield path.relative_to(root)


def checkout() -> Path | None:
    """The checkout that this program stands in; None for an installed copy."""
    return None if _IN_PACKAGE.is_dir() else _PACKAGE.parent
