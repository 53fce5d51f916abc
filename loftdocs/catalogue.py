"""The catalogue of all that can be found: the rules, by their docstrings, and the faults of files and templates."""

from collections.abc import Collection
from dataclasses import dataclass
from importlib import import_module

from loftdocs.check import rules
from loftdocs.check.rule import RULES, Rule, Scope
from loftdocs.diagnostics import DIAGNOSTICS, Diagnostic
from loftdocs.model.rule import Regel


@dataclass(frozen=True)
class Entry(Diagnostic):
    """A code explained, a rule's too, and what it reads."""

    scope: str = ""


_FILES = "filerna"
_OWN_FILE = "ärendefilen"
_PLACES = {"MALL": "mallarna", "SIG": "undertecknade filer och byggda mappar"}
# The modules with what is told by something else than a rule; read in only for what is asked of them.
_TELLERS = (
    "loftdocs.check.own",
    "loftdocs.cli.commands.build",
    "loftdocs.load.diagnostics",
    "loftdocs.make.diagnostics",
    "loftdocs.publish",
    "loftdocs.render.diagnostics",
    "loftdocs.unread",
    "loftdocs.verify.diagnostics",
)
_SUBJECTS = {
    "DAT": "Datum och perioder",
    "AVG": "Avgift och belopp",
    "UND": "Underskrifter och personer",
    "PAR": "Parter",
    "VIL": "Villkor i texter",
    "DOK": "Handlingarna tillsammans",
    "AVT": "Avtalets språk",
    "BES": "Tjänsteskrivelsen",
    "RES": "Rester och platshållare",
    "TRA": "Spårning till källan",
    "LAY": "Sidorna",
    "TYP": "Typsnitt",
    "FIL": "Filer",
    "UTA": "Undantag",
    "SIG": "Underskrifter i PDF",
    "MOD": "Uppgifterna i en fil",
    "YAML": "Filens form",
    "MALL": "Mallar",
    "PRO": "Programmets fil",
}


def catalogue(codes: Collection[str] | None = None) -> dict[str, Entry]:
    """Every entry by its code, or those of ``codes``, in the order of the subjects above and then of the codes.

    Subjects that are not above come last, by their letters.
    """
    entries = [
        Entry(rule.code, rule.severity, *_explained(rule), rule.scope.value)
        for rule in rules(*Scope)
        if codes is None or rule.code in codes
    ]
    entries += [
        Entry(**vars(one), scope=_PLACES.get(subject(one.code), _FILES))
        for one in _diagnostics(codes)
        if codes is None or one.code in codes
    ]
    place = {letters: at for at, letters in enumerate(_SUBJECTS)}
    entries.sort(key=lambda entry: (place.get(subject(entry.code), len(place)), subject(entry.code), entry.code))
    return {entry.code: entry for entry in entries}


def _explained(rule: Rule) -> tuple[str, str, str, str]:
    parts = rule.parts
    return parts["Regel"], parts.get("Exempel", ""), parts.get("Rätta", ""), parts.get("Källa", "")


def _diagnostics(codes: Collection[str] | None) -> Collection[Diagnostic]:
    """All that is told by something else than a rule; of some codes at least those, which most often are read in."""
    if codes is None or not set(codes) <= DIAGNOSTICS.keys() | RULES.keys():
        for module in _TELLERS:
            import_module(module)
    return DIAGNOSTICS.values()


def entry_of(rule: Regel) -> Entry:
    """A programme's own rule, explained as the engine's are."""
    asked = f"{rule.kräv}, när {rule.när}" if rule.när else rule.kräv
    return Entry(rule.kod, rule.grad, f"Programmets egen regel: {asked}.", "", rule.gör, rule.varför or "", _OWN_FILE)


def subject(code: str) -> str:
    """The letters that a code begins with."""
    return code.rstrip("0123456789")


def page(entries: dict[str, Entry]) -> str:
    """The catalogue as a Markdown page in Swedish, with an anchor for each code."""
    lines = [
        "# Reglerna",
        "",
        "Allt som loftdocs kan hitta, med ett exempel och hur det rättas. Ett fel stoppar bygget, en varning gör det",
        "bara med `--strict`, en upplysning aldrig. Sidan är gjord ur programmet med `loftdocs rules --markdown`.",
        "",
        "En regel som inte ska gälla i ett ärende sätts ur spel i ärendefilen, med ett skäl; anmärkningen står kvar i",
        "granskningen, tillsammans med skälet. Fel i en fils form (MOD, YAML, MALL) kan inte sättas ur spel.",
        "",
        "```yaml",
        "undantag:",
        "  - regel: DAT210",
        "    skäl: Avtalet från 2009 nämns med avsikt.",
        "```",
    ]
    before = ""
    for entry in entries.values():
        if subject(entry.code) != before:
            before = subject(entry.code)
            lines += ["", f"## {_SUBJECTS.get(before, before)}"]
        lines += [
            "",
            f"### {entry.code}",
            "",
            f"{entry.constraint} *({entry.severity.value}; gäller {entry.scope})*",
            "",
            f"- Exempel: {entry.example}",
            f"- Rätta: {entry.remedy}",
        ]
        if entry.source:
            lines.append(f"- Källa: {entry.source}")
    return "\n".join(lines) + "\n"
