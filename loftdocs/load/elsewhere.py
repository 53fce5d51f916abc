"""What the project's other cases say: who has an organisation number there."""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from loftdocs.load.source import is_file, read_text
from loftdocs.load.yaml_tree import parse

# A folder of cases has one for each municipality; what is far beyond that is not looked through for a hint.
_MOST_FILES = 1000
_NUMBER = re.compile(r"\b\d{6}-\d{4}\b")


def numbers_elsewhere(case: Path, number: str) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """The other case files beside ``case`` where someone has an organisation number, with their names."""
    try:
        files = sorted(case.resolve().parent.glob("*.yaml"))[:_MOST_FILES]
    except OSError:
        return
    for file in files:
        if file != case.resolve() and is_file(file):
            try:
                stamp = file.stat().st_mtime_ns
            except OSError:
                continue
            if number not in _numbers(file, stamp):  # as most, which need not be read as YAML
                continue
            names = tuple(name for name, own in _numbered(file, stamp) if own == number)
            if names:
                yield file, names


@lru_cache(maxsize=2 * _MOST_FILES)  # a whole folder is built in one go
def _numbers(file: Path, stamp: int) -> frozenset[str]:
    """What looks like an organisation number in a file."""
    try:
        return frozenset(_NUMBER.findall(file.read_text(encoding="utf-8", errors="replace")))
    except OSError:
        return frozenset()


@lru_cache(maxsize=64)
def _numbered(file: Path, stamp: int) -> tuple[tuple[str, str], ...]:
    """Everyone in a case file who has a name and an organisation number; nobody if it cannot be read."""
    try:
        text, _ = read_text(file)
    except Exception:  # whatever is wrong with another case is told of that
        return ()
    if text is None or "orgnr" not in text:
        return ()
    tree, _ = parse(file, text)
    return tuple(_within(tree.data)) if tree else ()


def _within(data: Any) -> Iterator[tuple[str, str]]:
    if isinstance(data, dict):
        if isinstance(data.get("namn"), str) and isinstance(data.get("orgnr"), str):
            yield data["namn"], data["orgnr"].strip()
        for value in data.values():
            yield from _within(value)
    elif isinstance(data, list):
        for value in data:
            yield from _within(value)
