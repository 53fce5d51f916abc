"""Case files for many municipalities, made from the shipped one: invented papers for measuring only."""

import re
from pathlib import Path

from loftdocs.derive.kommuner import kommuner
from loftdocs.mention.checksums import luhn


def write_cases(template: str, folder: Path, count: int) -> tuple[Path, ...]:
    """Writes ``count`` case files (at most 290) that differ in name, number, place and a sentence."""
    paths = []
    for order, kommun in enumerate(kommuner()[:count]):
        text = template.replace("namn: Enköpings kommun", f"namn: {kommun.namn}", 1)
        text = text.replace("ort: Enköping ", f"ort: {kommun.kort} ", 1)
        text = re.sub(r"212000-\d{4}", _number(order), text)
        text = text.replace("Kostnaden ryms", f"Kostnaden för handling {order + 1} ryms", 1)
        paths.append(folder / f"k{kommun.kod}.yaml")
        paths[-1].write_text(text, encoding="utf-8")
    return tuple(paths)


def _number(order: int) -> str:
    """A number of the right form with the right check digit; it is nobody's on purpose."""
    first = f"212000{order:03}"
    return next(f"{first[:6]}-{first[6:]}{last}" for last in range(10) if luhn(f"{first}{last}"))
