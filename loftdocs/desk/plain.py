"""The plain data of a YAML tree, all of it text as it was written, and how a change would have it."""

import copy
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode


def root(text: str) -> MappingNode:
    """The nodes of a text. Raises `YAMLError`, and `ValueError` if it has no keys or refers to its own parts."""
    found = YAML(pure=True).compose(text)
    if not isinstance(found, MappingNode):
        raise ValueError("the file has no keys")
    met: set[int] = set()
    left: list[Node] = [found]
    while left:
        node = left.pop()
        if id(node) in met:  # written out, a few lines that refer to each other are more than there is room for
            raise ValueError("the file refers to its own parts")
        met.add(id(node))
        if isinstance(node, MappingNode):
            left.extend(part for pair in node.value for part in pair)
        elif isinstance(node, SequenceNode):
            left.extend(node.value)
    return found


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
