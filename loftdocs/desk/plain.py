"""The plain data of a YAML tree, all of it text as it was written, and how a change would have it."""

import copy
from typing import Any

from ruamel.yaml.nodes import MappingNode, SequenceNode


def plain(node: Any) -> Any:
    """Mappings, lists and texts; None for a value that is not there."""
    if isinstance(node, MappingNode):
        return {key.value: plain(value) for key, value in node.value}
    if isinstance(node, SequenceNode):
        return [plain(one) for one in node.value]
    text = str(node.value)
    if node.style in ("|", ">"):
        return text.strip("\n") or None
    return text if text or node.style else None


def changed(data: Any, kind: str, path: tuple[str | int, ...], value: Any) -> Any:
    """The data after a change. Raises `LookupError` or `TypeError` if there is nothing to change."""
    whole = copy.deepcopy(data)
    *above, last = path
    holder = whole
    for step in above:
        if isinstance(step, str) and holder.get(step) is None:
            holder[step] = {}
        holder = holder[step]
    if kind == "ta bort":
        del holder[last]
    elif kind == "lägg till":
        holder[last] = [*((holder.get(last) if isinstance(last, str) else holder[last]) or []), value]
    elif value is not None or isinstance(last, int) or last in holder:
        holder[last] = value
    return whole
