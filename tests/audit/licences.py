"""Whether a part's licence lets the program be given on under the EUPL-1.2."""

from enum import StrEnum

from license_expression import AND, OR, ExpressionError, get_spdx_licensing

from tests.audit.parts import Part

_PERMISSIVE = {
    *("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "HPND", "ISC", "MIT", "MIT-0", "MIT-CMU"),
    *("PSF-2.0", "Python-2.0", "Unlicense", "Zlib"),
}
# Their terms reach their own files only, or their own library, which anyone may put another version of in its place.
_WEAK = {
    *("EUPL-1.2", "LGPL-2.1-only", "LGPL-2.1-or-later", "LGPL-3.0-only", "LGPL-3.0-or-later", "MPL-2.0"),
    "MPL-2.0-no-copyleft-exception",
}
# What metadata without SPDX say: the classifiers of the package index, and names that stand for one licence only.
_NAMES = {
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "GNU Library or Lesser General Public License (LGPL)": "LGPL-2.1-or-later",
    "LGPL": "LGPL-2.1-or-later",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    # pypdfium2: the last are PDFium's and its libraries', all permissive, whose texts lie in the package.
    "BSD-3-Clause, Apache-2.0, dependency licenses": "BSD-3-Clause AND Apache-2.0",
}
_SPDX = get_spdx_licensing()


class Verdict(StrEnum):
    """What a licence means for who gives the program on."""

    FREE = "går bra ihop med EUPL-1.2"
    STRICT = "ställer krav som EUPL-1.2 inte ställer"
    UNKNOWN = "är okänd"
    UNSEEN = "är inte läst: paketet är inte installerat här"


def verdict(part: Part) -> Verdict:
    """The verdict on what a part says of its licence."""
    if part.licence is None:
        return Verdict.UNSEEN
    expression = spdx(part.licence)
    if expression is None:
        return Verdict.UNKNOWN
    return Verdict.FREE if _free(_SPDX.parse(expression)) else Verdict.STRICT


def spdx(licence: str) -> str | None:
    """The SPDX expression that a licence's name stands for; None if it stands for none that is known."""
    text = " AND ".join(_NAMES.get(name, name) for name in (_NAMES.get(licence, licence)).split(" AND "))
    try:
        parsed = _SPDX.parse(text, validate=True, strict=True)
    except ExpressionError:
        return None
    return str(parsed) if parsed is not None else None


def _free(expression: object) -> bool:
    if isinstance(expression, OR):
        return any(map(_free, expression.args))
    if isinstance(expression, AND):
        return all(map(_free, expression.args))
    return str(expression) in _PERMISSIVE | _WEAK
