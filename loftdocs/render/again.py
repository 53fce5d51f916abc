"""Templates filled in once: not again while no field that they use is another."""

import hashlib
from collections import defaultdict, deque
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

from loftdocs.findings import display_path
from loftdocs.render.fields import Picture
from loftdocs.render.template import Rendered, render
from loftdocs.render.used import used_fields, values_of

_KEPT = 4  # of each template: the page numbers of two bundles, and those of the case before


@dataclass(frozen=True)
class _Filled:
    context: dict[str, Any]
    rendered: Rendered

    @cached_property
    def fields(self) -> frozenset[tuple[str, ...]]:
        return frozenset(chain.from_iterable(used_fields(source) for source in self.rendered.sources))

    @cached_property
    def values(self) -> tuple[str, ...]:
        return self.values_in(self.context)

    def values_in(self, context: dict[str, Any]) -> tuple[str, ...]:
        return values_of(self.fields, context)


_filled: defaultdict[tuple[str, str], deque[_Filled]] = defaultdict(lambda: deque(maxlen=_KEPT))


def render_once(template: Path, context: dict[str, Any]) -> Rendered:
    """As `render`, from memory when this process has filled in the same template with the same values.

    Raises `FileFailure` if the template is not a readable Word file.
    """
    try:
        digest = hashlib.sha256(template.read_bytes()).hexdigest()
    except OSError:
        return render(template, context)  # which says what is wrong
    kept = _filled[digest, display_path(template)]
    for filled in kept:
        if filled.values == filled.values_in(context):
            return filled.rendered
    rendered = render(template, context)
    if not rendered.findings:
        filled = _Filled(context, rendered)
        if any(isinstance(value, Picture) for value in context.values()):
            filled.values  # noqa: B018  (a picture is known by its content, which may be another when it is asked for)
        kept.append(filled)
    return rendered
