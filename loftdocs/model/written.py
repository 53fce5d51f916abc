"""What a person has written in a part of a case, wherever in it: lines and free texts, each with its path."""

from collections.abc import Iterator, Mapping

from loftdocs.model.base import Model, Unknown
from loftdocs.model.text import Text

Path = tuple[str | int, ...]


def written(part: Model, *path: str | int) -> Iterator[tuple[Path, str | Text]]:
    """Every line and free text of ``part``, in the order of the model, by its path from there after ``path``.

    What is not known is passed over: that it is lacking is a finding of its own.
    """
    for name in type(part).model_fields:
        try:
            value = getattr(part, name)
        except Unknown:
            continue
        yield from _inside(value, (*path, name))


def _inside(value: object, path: Path) -> Iterator[tuple[Path, str | Text]]:
    if isinstance(value, str | Text):
        yield path, value
    elif isinstance(value, Model):
        yield from written(value, *path)
    elif isinstance(value, tuple | Mapping):
        for key, item in value.items() if isinstance(value, Mapping) else enumerate(value):
            yield from _inside(item, (*path, key))


def texts_in(value: object) -> Iterator[str]:
    """The lines in a value: itself, or those of a list or a group."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts_in(item)
    elif isinstance(value, Model):
        for name in type(value).model_fields:
            yield from texts_in(getattr(value, name))
