"""Rules about a programme's file: that each document becomes a file of its own, and that every name is of something."""

from collections.abc import Iterator

from loftdocs.check.rule import Fault, Known, rule
from loftdocs.derive.conditions import BadCondition
from loftdocs.failures import meant
from loftdocs.findings import Place, Severity
from loftdocs.load.yaml_tree import YamlPath
from loftdocs.model.case_model import signed_by
from loftdocs.model.named import CASE_NAMES, TEMPLATE_NAMES, Name, is_name
from loftdocs.model.program import Program
from loftdocs.model.written import written
from loftdocs.pattern import pattern

# What no file name may hold on Windows, where municipalities work, and a point first, which hides a file elsewhere.
_NO_FILE_NAME = pattern(r'[<>:"/\\|?*]|^\.|[. ]$')
_LONGEST_NAME = 80


@rule("FIL204", Severity.FEL)
def every_document_is_a_file_of_its_own(known: Known) -> Iterator[Fault]:
    """Varje dokument i programmet har ett eget namn, som går att ha som filnamn och som ingen samlad fil har.

    Exempel: två dokument som heter bilaga, eller ett som heter avtal, som den samlade filen till parterna.
    Rätta: byt dokumentets namn i programmets fil, och mallens namn med det.
    """
    program = known.loaded.program
    named: list[tuple[str, Place]] = []
    if program.försättsblad:
        named.append((program.försättsblad.namn, known.program_place("försättsblad", "namn")))
    if program.sidnumrering:
        named.append((program.sidnumrering, known.program_place("sidnumrering")))
    named += [(one.namn, known.program_place("dokument", at, "namn")) for at, one in enumerate(program.dokument)]
    bundles = {bundle.casefold() for bundle in program.bundles}
    met: dict[str, Place] = {}
    for name, place in named:
        # On most computers in an office, Avtal.pdf and avtal.pdf are one file.
        key = name.casefold()
        if key in bundles:
            yield Fault(
                f"Dokumentet heter ”{name}”, som den samlade filen {key}-{known.loaded.name}.pdf.",
                "Byt dokumentets namn, och mallens, till exempel till ”hyresavtal”.",
                place,
            )
        elif _NO_FILE_NAME.search(name) or len(name) > _LONGEST_NAME:
            yield Fault(
                f"Namnet ”{name[:_LONGEST_NAME]}” går inte att ha som filnamn.",
                f"Skriv ett namn med högst {_LONGEST_NAME} bokstäver, siffror och bindestreck.",
                place,
            )
        elif key in met:
            yield Fault(f"Två dokument heter ”{name}”.", "Ge dem, och deras mallar, olika namn.", place, (met[key],))
        met.setdefault(key, place)


@rule("FIL205", Severity.FEL)
def every_document_is_in_a_bundle(known: Known) -> Iterator[Fault]:
    """Varje dokument ingår i någon samlad fil: handlingarna till nämnden, eller det som parterna undertecknar.

    Exempel: ingår_i: [].
    Rätta: skriv vilken samlad fil dokumentet ingår i.
    """
    for index, document in enumerate(known.loaded.program.dokument):
        if not document.ingår_i:
            yield Fault(
                f"Dokumentet ”{document.namn}” ingår inte i någon samlad fil.",
                "Skriv den under ingår_i: handlingar är allt till nämnden, avtal det som parterna undertecknar.",
                known.program_place("dokument", index, "ingår_i"),
            )


@rule("FIL206", Severity.FEL)
def what_is_signed_is_in_the_agreements_bundle(known: Known) -> Iterator[Fault]:
    """En samlad fil som parterna undertecknar innehåller ett avtal, så att de har något att underteckna.

    Exempel: dokumentet i samlingen avtal har inget slag, och då får ingen av parterna en rad att underteckna på.
    Rätta: skriv slag: avtal hos det dokument som parterna undertecknar.
    """
    program = known.loaded.program
    for bundle in sorted(program.signed_bundles):
        inside = [(at, one) for at, one in enumerate(program.dokument) if bundle in one.ingår_i]
        if inside and not any(signed_by(program, one) for _, one in inside):
            yield Fault(
                f"Inget av dokumenten i den samlade filen ”{bundle}” är ett avtal, så ingen part får en plats att "
                "underteckna.",
                "Skriv ”slag: avtal” hos det dokument som parterna undertecknar.",
                known.program_place("dokument", inside[0][0]),
            )


@rule("PRO101", Severity.FEL)
def names_are_of_something(known: Known) -> Iterator[Fault]:
    """Varje namn som programmets fil hänvisar till är namnet på något som står där.

    Exempel: per_månad: hyran, när uppgiften heter hyra; från: kommunen, när rollen heter kommun.
    Rätta: skriv namnet som det står där uppgiften eller rollen anges.
    """
    program = known.loaded.program
    roles, facts = list(program.parter), [fact.name for fact in program.facts]
    for name, path, among in _references(program):
        right = roles if among == "rollen" else facts
        if name not in right:
            yield Fault(
                f"Programmets fil nämner {among} ”{name}”, som inte finns.{meant(name, right)}",
                f"Skriv någon av {', '.join(right)}." if right else "Ange den i programmets fil.",
                known.program_place(*path),
            )


@rule("PRO104", Severity.FEL)
def conditions_can_be_told(known: Known) -> Iterator[Fault]:
    """Villkoren för programmets dokument och betalningar går att räkna ut.

    Exempel: om: depositon > 0, när uppgiften heter deposition; eller deposition > 0, när den får utelämnas.
    Rätta: rätta uttrycket i programmets fil; ”deposition” ensamt är sant när uppgiften är ifylld.
    """
    try:
        known.facts  # noqa: B018  (they are what the conditions decide of)
    except BadCondition as bad:
        yield Fault(
            f"Villkoret för {bad.of} går inte att pröva: {bad.reason}.",
            "Rätta uttrycket i programmets fil.",
            known.program_place(*bad.path),
        )


@rule("PRO102", Severity.FEL)
def names_are_of_one_thing(known: Known) -> Iterator[Fault]:
    """Ingen roll, uppgift eller betalning heter som en annan, eller som något som finns i varje ärende.

    Exempel: en uppgift som heter beslut, eller en betalning som heter som uppgiften den tar beloppet ur.
    Rätta: byt det ena namnet.
    """
    program = known.loaded.program
    named: list[tuple[str, YamlPath]] = [(role, ("parter", role)) for role in program.parter]
    named += [(fact.name, fact.path) for fact in program.facts if fact.given and not fact.each]
    named += [(name, ("betalningar", name)) for name in program.betalningar]
    met: dict[str, YamlPath] = {}
    for name, path in named:
        if name in CASE_NAMES | TEMPLATE_NAMES:
            yield Fault(
                f"”{name}” kan ingenting i programmet heta: så heter något i varje ärende eller i varje mall.",
                "Byt namnet.",
                known.program_place(*path),
            )
        elif name in met:
            yield Fault(
                f"Två saker i programmet heter ”{name}”, så en mall kan inte skilja dem åt.",
                place=known.program_place(*path),
                also=(known.program_place(*met[name]),),
            )
        met.setdefault(name, path)


def _references(program: Program) -> Iterator[tuple[str, YamlPath, str]]:
    """Each name in a programme's file that stands for something else in it: where it stands, and what it should be."""
    for role, roll in program.parter.items():
        if roll.en_av:
            yield roll.en_av, ("parter", role, "en_av"), "rollen"
    if program.tjänsteskrivelse.hos:
        yield program.tjänsteskrivelse.hos, ("tjänsteskrivelse", "hos"), "rollen"
    for fact in program.facts:
        if fact.each:
            yield fact.each, (*fact.path, "för_varje"), "rollen"
    for name, form in program.betalningar.items():
        at: YamlPath = ("betalningar", name)
        yield from ((one, (*at, key), "rollen") for key, one in (("från", form.från), ("till", form.till)) if one)
    for index, document in enumerate(program.dokument):
        for place, role in enumerate(document.undertecknas_av or ()):
            yield role, ("dokument", index, "undertecknas_av", place), "rollen"
    for index, key_date in enumerate(program.nyckeldagar):
        if key_date.varje and is_name(key_date.varje):
            yield key_date.varje, ("nyckeldagar", index, "varje"), "uppgiften"
    yield from ((value, path, "uppgiften") for path, value in written(program) if isinstance(value, Name))
