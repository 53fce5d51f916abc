"""Values as YAML, as a clerk would write them."""

import io
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from ruamel.yaml import YAML

STEP = 2
_BARE = re.compile(r"\d{4}-\d\d-\d\d|0|[1-9]\d{0,14}")


def written(value: Any, column: int, block: bool = False) -> tuple[str, list[str]]:
    """A value as YAML: what stands after its key, and the lines below, indented to ``column``.

    Text of several lines is a literal block; one line too, where there was a ``block`` before.
    """
    indent = " " * column
    if isinstance(value, Mapping):
        lines = []
        for key, one in value.items():
            head, body = written(one, column + STEP)
            lines += [f"{indent}{inline(str(key))}:{' ' + head if head else ''}", *body]
        return "", lines
    if isinstance(value, list):
        return ("", [line for one in value for line in list_item(one, column)]) if value else ("[]", [])
    if value is None:
        return "", []
    if block or "\n" in value:
        return "|", [f"{indent}{line}" if line.strip() else "" for line in value.split("\n")]
    return inline(value), []


def list_item(value: Any, column: int) -> list[str]:
    """An item of a list, its dash in ``column``."""
    if isinstance(value, Mapping):
        first, *rest = written(value, column + STEP)[1]
        return [f"{' ' * column}- {first.lstrip()}", *rest]
    head, body = written(value, column + STEP)
    return [f"{' ' * column}- {head}".rstrip(), *body]


@cache
def inline(text: str) -> str:
    """Text on one line, quoted if YAML would take it for something else; days and numbers bare."""
    if _BARE.fullmatch(text):
        return text
    yaml = YAML(pure=True)
    yaml.width = 1_000_000
    target = io.StringIO()
    yaml.dump([text], target)
    return target.getvalue().removeprefix("- ").rstrip("\n")


def in_flow(value: Any) -> str:
    """A value in a list or a group on one line. Raises `ValueError` for text of several lines."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        pairs = (f"{inline(str(key))}: {in_flow(one)}" for key, one in value.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(in_flow, value))}]"
    if not isinstance(value, str) or "\n" in value:
        raise ValueError("too much for a list on one line")
    head = inline(value)
    return head if not re.search(r"[,\[\]{}]", head) or head[0] in "'\"" else "'" + value.replace("'", "''") + "'"
