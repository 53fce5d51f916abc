"""Changes to a case file that a form asks for: nothing but the value itself is touched, no comment and no line break.

ruamel.yaml says where each part of the text begins and ends, and how a value is quoted; the rest is cut and paste.
Written out anew by a YAML library, a comment after a list would go with the list's last item.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from loftdocs.desk.plain import changed, plain, root
from loftdocs.desk.written import STEP, in_flow, inline, list_item, written
from loftdocs.load.unseen import seen_value, seen_yaml

Path = tuple[str | int, ...]
_HEADER = re.compile(r"[|>][-+0-9]*")
_AFTER = re.compile(r"[ \t]*(?=#)|[ \t]*$", re.MULTILINE)


class Uneditable(Exception):
    """The text is YAML that a form cannot change without touching more than it was asked to."""


@dataclass(frozen=True)
class Change:
    """One change: a new ``value`` at a path, something added last in the list there, or what stands there removed."""

    kind: str
    path: Path
    value: Any = None

    @staticmethod
    def of(data: Mapping[str, Any]) -> "Change":
        """A change from plain data. Raises `ValueError` if it is not one."""
        kind, path = data.get("slag"), data.get("väg")
        if kind not in ("sätt", "lägg till", "ta bort") or not isinstance(path, list) or not path:
            raise ValueError("not a change")
        if not all(isinstance(step, str | int) and not isinstance(step, bool) for step in path):
            raise ValueError("not a path")
        return Change(kind, tuple(path), _tidy(data.get("värde")))


def edited(text: str, changes: Sequence[Change]) -> str:
    """``text`` with the changes made, one after the other.

    Raises `Uneditable` if the text is no YAML, has nothing at a path, or would not come to say just what was asked for.
    """
    for change in changes:
        try:
            # A YAML reader stops at some of the characters that are not seen; what is not changed keeps them.
            seen = seen_yaml(text)
            before = root(seen.text)
            made = _Cut(seen.text, before).make(change)
            if plain(root(made)) != changed(plain(before), change.kind, change.path, change.value):
                raise Uneditable(f"the text cannot be changed at {change.path}")
        except (YAMLError, LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
            raise Uneditable(str(error)) from error
        text = seen.put_back(text, made)
    return text


class _Cut:
    """One text, and where the parts of it are."""

    def __init__(self, text: str, root: MappingNode) -> None:
        self.text, self.root = text, root

    def make(self, change: Change) -> str:
        """The text with one change made."""
        *above, last = change.path
        holder = self._at(tuple(above))
        if holder is None or _is_nothing(holder):  # a part that is not in the file yet
            return self.make(
                Change("sätt", tuple(above), {last: [change.value] if change.kind == "lägg till" else change.value})
            )
        if change.kind == "sätt":
            return self._put(holder, last, change.value)
        if change.kind == "lägg till":
            return self._add(holder, last, change.value)
        return self._remove(holder, last)

    def _at(self, path: Path) -> Node | None:
        node: Node | None = self.root
        for step in path:
            node = node.value[step] if isinstance(node, SequenceNode) and isinstance(step, int) else _under(node, step)
        return node

    def _put(self, holder: Any, last: str | int, value: Any) -> str:
        if isinstance(holder, SequenceNode):
            item = holder.value[int(last)]
            return self._replace(item, item.start_mark.index, holder.start_mark.column + STEP, value)
        for key, node in holder.value:
            if key.value == last:
                if holder.flow_style:
                    return self._put_inside(key, node, value)
                return self._replace(node, key.end_mark.index + 1, key.start_mark.column + STEP, value)
        return self.text if value is None else self._append(holder, f"{inline(str(last))}:", value)

    def _append(self, holder: Any, key: str, value: Any) -> str:
        """A new key, after the last that the mapping has."""
        if holder.flow_style:
            end = len(self.text[: holder.end_mark.index - 1].rstrip())
            between = "" if not holder.value else " , " if self.text[end - 1] == ":" else ", "
            return f"{self.text[:end]}{between}{key} {in_flow(value)}{self.text[holder.end_mark.index - 1 :]}"
        column = holder.start_mark.column
        head, body = written(value, column + STEP)
        lines = [f"{' ' * column}{key}{' ' + head if head else ''}", *body]
        return _with_lines(self.text, self._line_end(self._end(holder)), lines)

    def _add(self, holder: Any, last: str | int, value: Any) -> str:
        node: Any = _under(holder, last)
        if node is None or _is_nothing(node) or not node.value:
            return self._put(holder, last, [value])
        if not isinstance(node, SequenceNode):
            raise Uneditable("no list to add to")
        if node.flow_style:
            return self._put_flow(node, [*map(self._source, node.value), in_flow(value)])
        return _with_lines(self.text, self._line_end(self._end(node)), list_item(value, node.start_mark.column))

    def _remove(self, holder: Any, last: str | int) -> str:
        if isinstance(holder, SequenceNode):
            item = holder.value[int(last)]
            if holder.flow_style:
                return self._put_flow(holder, [self._source(one) for one in holder.value if one is not item])
            start = item.start_mark.index
            if len(holder.value) == 1:
                return self._emptied(holder)
        else:
            found = [(key, value) for key, value in holder.value if key.value == last]
            if not found:
                raise Uneditable("nothing to take away")
            key, item = found[0]
            start = key.start_mark.index
        return self._without_lines(start, self._end(item, start))

    def _emptied(self, holder: Node) -> str:
        """A list without its only item: ``[]`` after its key."""
        start = self.text.rindex(":", 0, self.text.rindex("-", 0, holder.value[0].start_mark.index)) + 1
        without = self._without_lines(holder.value[0].start_mark.index, self._end(holder))
        return _pasted(without, start, start, "[]")

    def _replace(self, node: Any, at: int, column: int, value: Any) -> str:
        """Another value in the place of a node, or at ``at`` where there is none yet; comments keep their column."""
        block = isinstance(node, ScalarNode) and node.style in ("|", ">")
        text, head, body = self.text, *written(value, column, block)
        if _is_nothing(node):
            start = end = at
        else:
            start, end = node.start_mark.index, self._end(node)
            if block:
                header = _HEADER.match(text, start)
                assert header
                line = self._line_end(start)
                text, end = text[:line] + text[max(end, line) :], header.end()
            elif not isinstance(node, ScalarNode) and not node.flow_style:
                raise Uneditable("a whole part cannot be replaced")
        text = _pasted(text, start, end, head)
        line = text.find("\n", at - 1) if "\n" in text[at - 1 :] else len(text)
        return _with_lines(text, line, body)

    def _put_inside(self, key: Any, node: Any, value: Any) -> str:
        """Another value in a group on one line: only what is between its colon and what comes after it."""
        start = key.end_mark.index + 1
        end = start if _is_nothing(node) else self._end(node)
        if not _is_nothing(node) and not isinstance(node, ScalarNode):
            raise Uneditable("a whole part cannot be replaced")
        head, after = in_flow(value), self.text[end:]
        if not after.startswith((" ", "}")) and not head:
            after = f" {after}"  # a colon with nothing after it is one only before a space
        return f"{self.text[:start]}{' ' if head else ''}{head}{after.lstrip(' ') if _is_nothing(node) else after}"

    def _put_flow(self, node: Node, items: Sequence[str]) -> str:
        return _pasted(self.text, node.start_mark.index, node.end_mark.index, f"[{', '.join(items)}]")

    def _source(self, node: Node) -> str:
        return self.text[node.start_mark.index : node.end_mark.index]

    def _end(self, node: Any, start: int = 0) -> int:
        """Where a node's own text ends; comments and blank lines after it are not its own."""
        if isinstance(node, ScalarNode) or node.flow_style:
            if _is_nothing(node):
                return max(start, int(node.start_mark.index))
            return int(node.start_mark.index) + len(self._source(node).rstrip())
        if isinstance(node, MappingNode):
            key, value = node.value[-1]
            return max(int(key.end_mark.index) + 1, 0 if _is_nothing(value) else self._end(value))
        return int(self._end(node.value[-1]))

    def _line_end(self, at: int) -> int:
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end

    def _without_lines(self, start: int, end: int) -> str:
        first = self.text.rfind("\n", 0, start) + 1
        return self.text[:first] + self.text[self._line_end(max(end, start)) + 1 :]


def _under(node: Node | None, key: str | int) -> Node | None:
    """The value of a key; None where there is none."""
    pairs = node.value if isinstance(node, MappingNode) else ()
    return next((value for one, value in pairs if one.value == key), None)


def _with_lines(text: str, at: int, lines: Sequence[str]) -> str:
    return text[:at] + "".join(f"\n{line}" for line in lines) + text[at:]


def _pasted(text: str, start: int, end: int, new: str) -> str:
    """``text`` with ``new`` from ``start`` to ``end``; a comment on the same line stays in its column if it can."""
    while start and text[start - 1] == " ":
        start -= 1
    new = f" {new}" if new else ""
    after = _AFTER.match(text, end)
    if not after:
        return text[:start] + new + text[end:]
    comment = text[after.end() : after.end() + 1] == "#"
    in_column = 0 if "\n" in text[start:end] else after.end() - start - len(new)
    space = max(1, in_column) if comment else 0
    return text[:start] + new + " " * space + text[after.end() :]


def _is_nothing(node: Any) -> bool:
    return isinstance(node, ScalarNode) and node.style is None and not node.value


def _tidy(value: Any) -> Any:
    """A value from a form: text without spaces around or what is not seen, lines ended alike, None for the empty."""
    if isinstance(value, Mapping):
        return {str(key): _tidy(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_tidy(one) for one in value]
    if value is None:
        return None
    text = "\n".join(line.rstrip() for line in seen_value(str(value).replace("\r", "")).split("\n")).strip()
    return text or None
