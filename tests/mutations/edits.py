"""The edits that operators and harmless changes are made of: each gives the papers with one change at a time."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from .papers import Judged, Mutant, Papers

New = str | Callable[[re.Match[str]], str]


def in_case(papers: Papers, pattern: str, new: New, most: int = 99) -> Iterator[Mutant]:
    """Each match of ``pattern`` in the case file replaced, one at a time."""
    for label, text in _replaced(papers.case, pattern, new, most):
        yield Mutant(label, papers.with_case(text), None)


def in_program(papers: Papers, pattern: str, new: New, most: int = 1) -> Iterator[Mutant]:
    """As `in_case`, in the programme's file."""
    for label, text in _replaced(papers.program, pattern, new, most):
        yield Mutant(f"programmet: {label}", papers.with_program(text), None)


def case_with(papers: Papers, *changes: tuple[str, str]) -> Iterator[Mutant]:
    """The case file with all of these changes, every match of each; nothing where one of them changes nothing."""
    case = papers.case
    for pattern, new in changes:
        before, case = case, re.sub(pattern, new, case, flags=re.MULTILINE)
        if case == before:
            return
    yield Mutant(f"ärendet: {', '.join(' '.join(new.split()) for _, new in changes)}", papers.with_case(case), None)


def in_documents(papers: Papers, pattern: str, new: New, *names: str, most: int = 99) -> Iterator[Mutant]:
    """Each match of ``pattern`` in a Word file replaced, one at a time."""
    count = 0
    for name, index, text in papers.paragraphs(*names):
        for label, changed in _replaced(text, pattern, new, most - count):
            count += 1
            word = papers.words[name].change(index, changed)
            yield Mutant(f"{name}: {label}", papers.with_word(name, word), name)


def dropping(papers: Papers, pattern: str, *names: str) -> Iterator[Mutant]:
    """Each paragraph that matches ``pattern`` taken away, one at a time."""
    for name, index, text in papers.paragraphs(*names):
        if re.search(pattern, text):
            yield Mutant(f"{name}: utan ”{text[:50]}”", papers.with_word(name, papers.words[name].drop(index)), name)


def repeating(papers: Papers, pattern: str, new: New, name: str) -> Iterator[Mutant]:
    """Each paragraph that matches ``pattern`` with one like it after it, with the text ``new``, one at a time."""
    for _, index, text in papers.paragraphs(name):
        if match := re.search(pattern, text):
            more = new(match) if callable(new) else new
            word = papers.words[name].repeat(index, more)
            yield Mutant(f"{name}: ny text ”{more[:50]}”", papers.with_word(name, word), name)


def saying(papers: Papers, *sentences: str) -> Iterator[Mutant]:
    """Each sentence more in the clerk's own text, and in the finished paper."""
    for sentence in sentences:
        yield from in_own_text(papers, sentence)
        yield from in_documents(papers, r"^Kostnaden ryms", f"{sentence} Kostnaden ryms", "tjansteskrivelse")


def in_own_text(papers: Papers, *sentences: str) -> Iterator[Mutant]:
    """Each sentence more in the clerk's own text, which is a text in YAML whatever signs the sentence has."""
    for sentence in sentences:
        case = re.sub(
            r"^  finansiering:(?: \|\n {4}| )(?=\S)", "  finansiering: |\n    ", papers.case, flags=re.MULTILINE
        )
        assert case.count("  finansiering: |\n    ") == 1
        case = case.replace("  finansiering: |\n    ", f"  finansiering: |\n    {sentence} ")
        yield Mutant(f"ärendet: ”{sentence}”", papers.with_case(case), None)


def proposing(papers: Papers, *points: str) -> Iterator[Mutant]:
    """The case with a proposal of the clerk's own."""
    case = re.sub(r"^  förslag_till_beslut: \[\]\n", "", papers.case, flags=re.MULTILINE)
    own = "".join(f"    - {point}\n" for point in points)
    case = case.replace("  bakgrund:", f"  förslag_till_beslut:\n{own}  bakgrund:", 1)
    yield Mutant(f"ärendet: {'; '.join(points)}", papers.with_case(case), None)


def meeting(papers: Papers, day: date) -> Iterator[Mutant]:
    """The case with a day for the board's meeting, and no decision yet."""
    case = re.sub(r"^  sammanträde:.*\n", "", undecided(papers).case, flags=re.MULTILINE)
    yield from in_case(papers.with_case(case), r"^  mottagare:", f"  sammanträde: {day}\n  mottagare:")


def decided(papers: Papers, day: date) -> Iterator[Mutant]:
    """The case with a day for the board's decision."""
    yield from in_case(undecided(papers), r"^beslut:\n  datum:", f"beslut:\n  datum: {day}")


def undecided(papers: Papers) -> Papers:
    """The papers with a case in which the board has not decided."""
    case = re.sub(r"^beslut:\n(?:  .*\n)+", "beslut:\n  datum:\n  paragraf:\n", papers.case, flags=re.MULTILINE)
    return papers.with_case(case)


def without_end(papers: Papers) -> Papers:
    """The papers with a case in which the period's last day follows from its first."""
    return papers.with_case(re.sub(r"^  slut: .*\n", "", papers.case, flags=re.MULTILINE))


def alone(mutants: Iterable[Mutant]) -> Iterator[Mutant]:
    """The same, judged without a case."""
    return (replace(mutant, judged=Judged.ALONE) for mutant in mutants)


def made(mutants: Iterable[Mutant]) -> Iterator[Mutant]:
    """The same, as what the templates give."""
    return (replace(mutant, judged=Judged.MADE) for mutant in mutants)


def paper_date(papers: Papers) -> date:
    """The day on which the decision paper is dated."""
    return _date(papers, "datum")


def start(papers: Papers) -> date:
    """The agreement's first day."""
    return _date(papers, "start")


def people(papers: Papers) -> list[str]:
    """The names in the list of persons."""
    return re.findall(r"^  - namn: ([^\n#]+?)\s*$", papers.case, re.MULTILINE)


def signer(papers: Papers) -> str:
    """The first who signs the agreement for the municipality."""
    found = re.search(r"^    kommunen:\s*\[?\s*(?:- )?([^\],\n]+)", papers.case, re.MULTILINE)
    assert found
    return found[1]


def value(papers: Papers, key: str) -> str:
    """What the case has on the first line under ``key``."""
    found = re.search(rf"^ *{key}: ([^\n#]+?) *(?:#.*)?$", papers.case, re.MULTILINE)
    assert found, key
    return found[1]


def years(shift: int) -> Callable[[re.Match[str]], str]:
    """Moves the year that a pattern calls ``år``."""
    return lambda match: match.group().replace(match["år"], str(int(match["år"]) + shift))


def _date(papers: Papers, key: str) -> date:
    return date.fromisoformat(value(papers, key))


def _replaced(text: str, pattern: str, new: New, most: int) -> Iterator[tuple[str, str]]:
    """Each match replaced, one at a time: what was done, and the whole text."""
    done = 0
    for match in re.finditer(pattern, text, re.MULTILINE):
        now = new(match) if callable(new) else match.expand(new)
        if now != match.group() and done < most:
            done += 1
            yield f"{match.group().strip()} → {now.strip()}", text[: match.start()] + now + text[match.end() :]
