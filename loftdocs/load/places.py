"""Where what YAML read stands in the text as it was written, which may have characters that were read past."""

import re
from dataclasses import replace

import yaml

from loftdocs.findings import Finding
from loftdocs.load.unseen import Seen


class Places:
    """Lines and columns of the text as it stands, for those of the text that is read."""

    def __init__(self, text: str, seen: Seen) -> None:
        self.seen = seen
        self.lines = [0, *(match.end() for match in re.finditer("\n", text))]
        self.read = [0, *(match.end() for match in re.finditer("\n", seen.text))]

    def at(self, line: int, column: int) -> tuple[int, int]:
        """A line and a column, both from 1; where YAML gives up, the line may be the one after the last."""
        if line > len(self.lines):
            return line, column
        origin = self.seen.origin(self.read[line - 1] + column - 1)
        return line, origin - self.lines[line - 1] + 1

    def start(self, node: yaml.Node) -> tuple[int, int]:
        """Where a node begins."""
        return self.at(node.start_mark.line + 1, node.start_mark.column + 1)

    def moved(self, finding: Finding) -> Finding:
        """A finding in the text that is read, moved to its place in the text as it stands."""
        place = finding.place
        line, column = self.at(place.line or 1, place.column or 1)
        return replace(finding, place=replace(place, line=line, column=column))
