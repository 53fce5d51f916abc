"""All that reading a case or a programme can find wrong with the file itself."""

from loftdocs.diagnostics import diagnostic
from loftdocs.findings import Severity

_FEL, _VARNING, _UPPLYSNING = Severity.FEL, Severity.VARNING, Severity.UPPLYSNING

# fmt: off
NOT_UTF8 = diagnostic(
    "FIL101", _FEL, "Filen är sparad som UTF-8.", "filen är sparad som Windows-1252.", "spara den som UTF-8.",
)
BROKEN = diagnostic(
    "YAML101", _FEL, "Filen går att läsa som YAML.",
    "en rad är indragen med tabb, eller ett citattecken stängs aldrig.", "rätta raden som anges.",
)
EMPTY = diagnostic("YAML102", _FEL, "Filen innehåller uppgifter.", "filen är tom.", "börja från ett annat ärende.")
TOO_MANY_LEVELS = diagnostic(
    "YAML103", _FEL, "Filen har ett rimligt antal nivåer.", "tusentals klamrar i rad.", "ta bort dem.",
)
NO_MAPPING = diagnostic(
    "YAML104", _FEL, "Filen består av rubriker med uppgifter.", "filen är en lista.", "skriv ”namn: värde”.",
)
ALIAS = diagnostic(
    "YAML105", _FEL, "Texter skrivs ut där de ska stå.", "*chef, en hänvisning till en annan rad.", "skriv ut texten.",
)
LIST_AS_NAME = diagnostic(
    "YAML106", _FEL, "Ett namn står före varje kolon.", "en lista står där ett namn ska stå.", "skriv ”namn: värde”.",
)
DOUBLED = diagnostic(
    "YAML107", _FEL, "Varje uppgift står en gång.", "ort står två gånger under kommun.", "ta bort den ena.",
)
CUT_SHORT = diagnostic(
    "YAML108", _VARNING, "Det som står efter # är menat som en förklaring.", "roll: chef #1.",
    "sätt hela värdet inom citattecken.",
)
FOLDED = diagnostic(
    "YAML109", _VARNING, "En text med stycken eller punkter skrivs efter |.", "bedömning: > följt av rader med streck.",
    "byt > mot |.",
)
TAGGED = diagnostic(
    "YAML110", _FEL, "Värden har inga märken med utropstecken.", "ort: !!str Enköping.", "ta bort märket.",
)
UNSEEN = diagnostic(
    "YAML111", _UPPLYSNING, "Filen har bara tecken som syns.",
    "ett mjukt bindestreck följde med när texten klistrades in.",
    "inget behöver göras: filen läses utan tecknet. Skriv om ordet för hand om du vill ha bort det.",
)
TOO_LARGE = diagnostic(
    "YAML112", _FEL, "Filen är inte större än ett ärende kan vara.", "ett helt register har klistrats in.",
    "ta bort det som inte hör till ärendet.",
)
MISSING = diagnostic(
    "MOD101", _FEL, "Varje uppgift som behövs finns och är ifylld.", "mottagare saknas.", "skriv raden.",
)
UNKNOWN_NAME = diagnostic(
    "MOD102", _FEL, "Varje uppgift har ett namn som finns.", "startt: 2022-01-01.", "byt namnet till det som föreslås.",
)
NO_GROUP = diagnostic(
    "MOD103", _FEL, "En grupp av uppgifter består av uppgifter.", "avtalsperiod: 2022.",
    "skriv var och en på egen rad.",
)
NO_LIST = diagnostic(
    "MOD104", _FEL, "En lista är en lista.", "kommunen: Ulrika K Jansson.",
    "skriv namnet på egen rad efter ett streck.",
)
NO_TEXT = diagnostic("MOD105", _FEL, "En text är en enda text.", "ort: [Enköping].", "skriv bara texten.")
WRONG_FORM = diagnostic(
    "MOD106", _FEL, "Ett värde har den form som uppgiften kräver.", "paragraf: tolv.", "skriv som hjälptexten säger.",
)
NO_DAY = diagnostic(
    "DAT101", _FEL, "Varje datum i ärendefilen finns i kalendern och skrivs som 2021-11-17.", "start: 2022-02-30.",
    "rätta dagen.",
)
NO_PROGRAMME = diagnostic(
    "MOD107", _FEL, "Programmet finns under templates/.", "program: lofft.", "skriv namnet på en mapp som finns.",
)
DISORDER = diagnostic(
    "MOD108", _FEL, "Det som gäller under olika tid står i tidens ordning, och bara ett gäller en viss dag.",
    "två värden som båda gäller den 1 januari 2022.", "rätta från eller till i programmets fil.",
)
NOTHING_THAT_DAY = diagnostic(
    "MOD109", _FEL, "Programmets fil säger vad som gäller den dag då skrivelsen är daterad.",
    "skrivelsen är daterad innan det första värdet börjar gälla.",
    "rätta skrivelsens datum, eller fyll i programmets fil.",
)
BAD_FACT = diagnostic(
    "MOD110", _FEL, "En uppgift som programmet anger är fullständig.", "slag: val, utan ord att välja bland.",
    "rätta uppgiften i programmets fil.",
)
