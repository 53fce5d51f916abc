"""The catalogue of all that can be found: the rules, by their docstrings, and the faults of files and templates."""

from collections.abc import Collection
from dataclasses import dataclass

from loftdocs.check import rules
from loftdocs.check.rule import Scope
from loftdocs.findings import Severity
from loftdocs.verify.diagnostics import DIAGNOSTICS


@dataclass(frozen=True)
class Entry:
    """A code explained: the constraint, an example that breaks it, the remedy, and what it reads."""

    code: str
    severity: Severity
    constraint: str
    example: str
    remedy: str
    scope: str
    source: str = ""


_FILES = "filerna"
_PLACES = {"MALL": "mallarna", "SIG": "undertecknade filer och byggda mappar"}
# What is found before there is a case to ask rules of; these cannot be set aside.
_OTHERS = (
    ("YAML101", "Filen går att läsa som YAML.", "en rad är indragen med tabb, eller ett citattecken stängs aldrig.",
     "rätta raden som anges."),
    ("YAML102", "Filen innehåller uppgifter.", "filen är tom.", "börja från ett annat ärende."),
    ("YAML103", "Filen har ett rimligt antal nivåer.", "tusentals klamrar i rad.", "ta bort dem."),
    ("YAML104", "Filen består av rubriker med uppgifter.", "filen är en lista.", "skriv ”namn: värde”."),
    ("YAML105", "Texter skrivs ut där de ska stå.", "*chef, en hänvisning till en annan rad.", "skriv ut texten."),
    ("YAML106", "Ett namn står före varje kolon.", "en lista står där ett namn ska stå.", "skriv ”namn: värde”."),
    ("YAML107", "Varje uppgift står en gång.", "ort står två gånger under kommun.", "ta bort den ena."),
    ("YAML108", "Det som står efter # är menat som en förklaring.", "roll: chef #1.",
     "sätt hela värdet inom citattecken."),
    ("YAML109", "En text med stycken eller punkter skrivs efter |.", "bedömning: > följt av rader med streck.",
     "byt > mot |."),
    ("YAML110", "Värden har inga märken med utropstecken.", "ort: !!str Enköping.", "ta bort märket."),
    ("YAML111", "Filen har bara tecken som syns.", "ett mjukt bindestreck följde med när texten klistrades in.",
     "inget behöver göras: filen läses utan tecknet. Skriv om ordet för hand om du vill ha bort det."),
    ("YAML112", "Filen är inte större än ett ärende kan vara.", "ett helt register har klistrats in.",
     "ta bort det som inte hör till ärendet."),
    ("MOD101", "Varje uppgift som behövs finns och är ifylld.", "mottagare saknas.", "skriv raden."),
    ("MOD102", "Varje uppgift har ett namn som finns.", "startt: 2022-01-01.", "byt namnet till det som föreslås."),
    ("MOD103", "En grupp av uppgifter består av uppgifter.", "avtalsperiod: 2022.", "skriv var och en på egen rad."),
    ("MOD104", "En lista är en lista.", "kommunen: Ulrika K Jansson.", "skriv namnet på egen rad efter ett streck."),
    ("MOD105", "En text är en enda text.", "ort: [Enköping].", "skriv bara texten."),
    ("MOD106", "Ett värde har den form som uppgiften kräver.", "paragraf: tolv.", "skriv som hjälptexten säger."),
    ("MOD107", "Programmet finns under templates/.", "program: lofft.", "skriv namnet på en mapp som finns."),
    ("MOD108", "Det som gäller under olika tid står i tidens ordning, och bara ett gäller en viss dag.",
     "två värden som båda gäller den 1 januari 2022.", "rätta från eller till i programmets fil."),
    ("MOD109", "Programmets fil säger vad som gäller den dag då skrivelsen är daterad.",
     "skrivelsen är daterad innan det första värdet börjar gälla.",
     "rätta skrivelsens datum, eller fyll i programmets fil."),
    ("DAT101", "Varje datum i ärendefilen finns i kalendern och skrivs som 2021-11-17.", "start: 2022-02-30.",
     "rätta dagen."),
    ("FIL101", "Filen är sparad som UTF-8.", "filen är sparad som Windows-1252.", "spara den som UTF-8."),
    ("FIL301", "Det som ligger i build/ ändras inte för hand.", "en Word-fil i build/ är ändrad.",
     "för in ändringen i ärendefilen eller i mallen; din version är sparad bredvid."),
    ("FIL302", "Det som har gjorts sparas till nästa bygge, som då går fortare.", "disken är full eller skrivskyddad.",
     "gör plats, eller ange en annan mapp med LOFTDOCS_CACHE; handlingarna är klara ändå."),
    ("FIL401", "En granskad handling har ingen text som är dold.", "ett stycke är formaterat som dold text.",
     "ta bort texten eller gör den synlig."),
    ("FIL402", "Det som står i en granskad handling står i dess egen text.", "en annan Word-fil är inbäddad som ikon.",
     "granska den inbäddade filen för sig."),
    ("FIL403", "Text och värden i diagram granskas för hand.", "ett stapeldiagram över avgifterna.",
     "jämför diagrammet med texten."),
    ("FIL404", "En granskad handling är hel.", "filen hänvisar till ett sidhuvud som inte följde med.",
     "be om filen på nytt."),
    ("FIL405", "Text i stora bilder läses för hand.", "en inskannad sida är inklistrad som bild.",
     "be om sidan som text."),
    ("FIL406", "En granskad handling har text.", "handlingen är en tom sida eller en bild.", "be om rätt fil."),
    ("FIL407", "Det som står i en granskad handling är det som Word visar.",
     "en innehållskontroll har avgiften 100 kr, men är kopplad till uppgiften 200 kr.",
     "öppna filen i Word, kontrollera uppgiften och spara."),
    ("SIG001", "Varje undertecknare har en rad att underteckna på i mallen.", "raden Underskrift saknas i mallen.",
     "sätt in raden, med namnet eller organisationen under."),
    ("MALL101", "Varje fält i en mall finns och har ett värde.", "{{ kommun.nam }}.", "rätta fältets namn."),
    ("MALL102", "Mallen har de format som fria texter behöver.", "formatet List Bullet saknas.", "lägg till formatet."),
    ("MALL103", "Fälten i en mall är rätt skrivna.", "{{ utan }}.", "rätta fältet."),
    ("MALL104", "En mall når bara sina fält.", "{{ kommun.__class__ + 1 }}.", "ta bort fältet."),
    ("MALL105", "Villkor och upprepningar börjar och slutar i samma slags stycke.",
     "{% if %} i en tabellcell och {% endif %} i nästa.", "sätt dem i egna stycken."),
    ("MALL201", "En mall hämtar ingenting utanför sig själv: inga länkade bilder, texter, mallar eller datakällor.",
     "en bild som är infogad som en länk till http://….", "bryt länken i Word och infoga bilden i mallen."),
    ("MALL202", "En mall innehåller text och bilder, men inga program eller andra filer.",
     "ett makro, eller ett inbäddat Excel-ark.", "spara mallen som .docx utan det."),
    ("MALL203", "En mall är färdig i rimlig tid, med rimligt mycket minne.",
     "en upprepning i en upprepning i en upprepning.", "skriv fältet eller upprepningen enklare."),
    ("MALL204", "En mall är inte större eller djupare uppbyggd än ett dokument.",
     "tusentals tabeller i varandra.", "spara mallen på nytt i Word."),
)  # fmt: skip
_LIGHTER = {
    **dict.fromkeys(
        ("FIL301", "FIL401", "FIL402", "FIL404", "FIL406", "FIL407", "SIG001", "YAML108", "YAML109"), Severity.VARNING
    ),
    **dict.fromkeys(("FIL302", "FIL403", "FIL405", "YAML111"), Severity.UPPLYSNING),
}
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
}


def catalogue(codes: Collection[str] | None = None) -> dict[str, Entry]:
    """Every entry by its code, or those of ``codes``, in the order of the subjects above and then of the codes.

    Subjects that are not above come last, by their letters.
    """
    entries = [
        Entry(
            rule.code,
            rule.severity,
            rule.parts["Regel"],
            rule.parts.get("Exempel", ""),
            rule.parts.get("Rätta", ""),
            rule.scope.value,
            rule.parts.get("Källa", ""),
        )
        for rule in rules(*Scope)
        if codes is None or rule.code in codes
    ]
    for code, constraint, example, remedy in _OTHERS:
        if codes is not None and code not in codes:
            continue
        severity = _LIGHTER.get(code, Severity.FEL)
        entries.append(Entry(code, severity, constraint, example, remedy, _PLACES.get(subject(code), _FILES)))
    entries += [
        Entry(one.code, one.severity, one.constraint, one.example, one.remedy, _PLACES["SIG"], one.source)
        for one in DIAGNOSTICS
        if codes is None or one.code in codes
    ]
    place = {letters: at for at, letters in enumerate(_SUBJECTS)}
    entries.sort(key=lambda entry: (place.get(subject(entry.code), len(place)), subject(entry.code), entry.code))
    return {entry.code: entry for entry in entries}


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
