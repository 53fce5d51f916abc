"""What is told once: a slip is not told again where the same words stand, nor a value where a rule has told of it."""

from collections import defaultdict
from collections.abc import Iterable

from loftdocs.findings import Finding, Severity, Subject
from loftdocs.read.document import squash

# How little a rule knows of the value that it tells of: the least of all that it has no source.
_KNOWS = {"TRA201": 0, "TRA202": 0, "TRA204": 1}
_MOST = 2
_KNOWN_BY = 40  # characters
_WEIGHT = {severity: weight for weight, severity in enumerate(reversed(Severity))}


def without_echoes(found: Iterable[Finding], told: Iterable[Finding]) -> tuple[Finding, ...]:
    """``found`` without what is an echo of something told already.

    ``told`` is what the case's own texts gave: those words are not told of again in the documents that they stand in.
    A value that has no source is not told where a finding that holds, weighs as much and knows more is about it.
    """
    found = tuple(found)
    said, live = _Said(told), _Said(one for one in found if one.silenced is None)
    return tuple(one for one in found if not (said.again(one) or live.covers(one)))


class _Said:
    """Findings by the paragraphs that they are about: a text may have thousands of values, and must not be gone
    through for each."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.faults: set[tuple[str, str, str]] = set()
        self.texts: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
        self.words: defaultdict[tuple[str, str], dict[str, set[tuple[int, int]]]] = defaultdict(dict)
        for finding in findings:
            self.faults.add((finding.code, finding.message, str(finding.place)))
            subject = finding.place.subject
            if subject is None:
                continue
            self.texts[finding.code, finding.message, subject.words].add(squash(subject.paragraph))
            for end in _ends(subject) if subject.words else ():
                told = self.words[subject.document, end]
                told.setdefault(squash(subject.words), set()).add(_rank(finding))

    def again(self, finding: Finding) -> bool:
        """True if one of these is the same fault, at the same place or in the text that now stands in a document."""
        if (finding.code, finding.message, str(finding.place)) in self.faults:
            return True
        subject = finding.place.subject
        if subject is None:
            return False
        before = self.texts.get((finding.code, finding.message, subject.words), ())
        return any(text in squash(subject.paragraph) for text in before)

    def covers(self, finding: Finding) -> bool:
        """True if one of these is about the same words of the same paragraph, knows more and is at least as grave."""
        subject, (knows, weight) = finding.place.subject, _rank(finding)
        if subject is None or knows == _MOST:
            return False
        mine = squash(subject.words)
        return any(
            any(more > knows and heavy >= weight for more, heavy in ranks) and (words in mine or mine in words)
            for end in _ends(subject)
            for words, ranks in self.words.get((subject.document, end), {}).items()
        )


def _rank(finding: Finding) -> tuple[int, int]:
    return _KNOWS.get(finding.code, _MOST), _WEIGHT[finding.severity]


def _ends(subject: Subject) -> tuple[str, str]:
    """What a paragraph is known by, also when a page ends in it and it is cut in two: how it begins and how it ends."""
    text = squash(subject.paragraph)
    return f"^{text[:_KNOWN_BY]}", f"{text[-_KNOWN_BY:]}$"
