"""All that `verify` can say of what comes back, and of a built folder.

Some are told more mildly than they stand here, where a service is vouched for or a receipt is registered.
"""

from loftdocs.diagnostics import diagnostic
from loftdocs.findings import Severity

_FEL, _VARNING, _UPPLYSNING = Severity.FEL, Severity.VARNING, Severity.UPPLYSNING
_ISO, _PADES, _ADES = "ISO 32000-1", "ETSI EN 319 142-1", "ETSI EN 319 102-1"

# fmt: off
NOT_BUILT_HERE = diagnostic(
    "SIG101", _FEL, "Det som kommer tillbaka är det som byggdes.", "avtalet är ett annat än det som skickades.",
    "se efter att det är rätt fil och rätt ärende; godta den annars inte.",
)
ANOTHER_CASE = diagnostic(
    "SIG102", _FEL, "Filen hör till ärendet.", "filen är en annan kommuns avtal.",
    "kontrollera den mot sitt eget ärende.",
)
NOT_THE_AGREEMENT = diagnostic(
    "SIG103", _VARNING, "Det är avtalet med bilagan som undertecknas.", "handlingarna till nämnden är undertecknade.",
    "se efter att det var den filen som skulle undertecknas.",
)
CHANGED = diagnostic(
    "SIG105", _FEL, "Inget annat än underskrifter läggs till i det som byggdes.",
    "en anteckning har lagts till efter underskriften.", "godta inte filen; be parterna att underteckna den igen.",
    f"{_ISO}, 12.8.2.2; {_PADES}, 5.5",
)
NOT_SIGNED = diagnostic(
    "SIG106", _FEL, "Filen är elektroniskt undertecknad.", "filen är en inskannad papperskopia.",
    "ange filen som den kom från underskriftstjänsten.",
)
FIELD_EMPTY = diagnostic(
    "SIG107", _FEL, "Varje fält för underskrift är undertecknat.", "bara den ena parten har undertecknat.",
    "skicka filen vidare till den som ska underteckna.",
)
NOT_INTACT = diagnostic(
    "SIG108", _FEL, "Det som är undertecknat är inte ändrat.", "en byte i filen är en annan än när den undertecknades.",
    "be om filen på nytt; stämmer den inte då heller, godta den inte.", f"{_ADES}, 5.2.7",
)
NOT_VALID = diagnostic(
    "SIG109", _FEL, "Underskriften är gjord med certifikatets nyckel.", "underskriften är förfalskad.",
    "godta inte filen.", f"{_ADES}, 5.2.7",
)
NOT_WHOLE = diagnostic(
    "SIG110", _FEL, "Underskriften täcker hela filen som den då var.", "underskriften täcker bara de första sidorna.",
    "godta inte filen.", f"{_PADES}, 5.3",
)
UNREADABLE = diagnostic(
    "SIG111", _FEL, "Underskriften går att läsa, och står där den ska.",
    "underskriften är skadad, eller flyttad till något annat än det som undertecknades.", "be om filen på nytt.",
    f"{_ISO}, 12.8.1",
)
AGAINST_LOCK = diagnostic(
    "SIG112", _FEL, "Efter en underskrift görs bara sådant som den tillåter.",
    "någon har undertecknat en fil som var låst.", "be dem att underteckna igen.", f"{_ISO}, 12.8.2.4",
)
LOCKED_OUT = diagnostic(
    "SIG113", _VARNING, "En underskrift låser inte filen för den som ska underteckna sedan.",
    "den första certifierade filen.", "be den att underteckna utan att låsa filen.", f"{_ISO}, 12.8.2.2",
)
WRONG_PERSON = diagnostic(
    "SIG114", _FEL, "Den som har undertecknat är den som ska göra det enligt ärendet.", "någon annan har undertecknat.",
    "ta reda på om personen får underteckna; skriv i så fall in den i ärendet.",
)
NAME_ALIKE = diagnostic(
    "SIG115", _UPPLYSNING, "Namnet i certifikatet är skrivet som i ärendet.",
    "Ulrika Jansson i stället för Ulrika K Jansson.", "se efter att det är samma person.",
)
NOBODY_NAMED = diagnostic(
    "SIG116", _UPPLYSNING, "Ärendet säger vem som undertecknar för varje part.",
    "motpartens undertecknare är inte ifylld.", "fråga parten, och fyll i namnet i ärendet.",
)
FIELD_GONE = diagnostic(
    "SIG117", _FEL, "Alla som ska underteckna har ett fält i filen.", "ett fält är borttaget.",
    "be om den rätta filen.",
)
NOT_TRUSTED = diagnostic(
    "SIG118", _FEL, "Certifikatet kommer från en utfärdare som är betrodd.",
    "utfärdaren finns inte bland dem som ni litar på.", "hämta utfärdarens rotcertifikat av utfärdaren själv.",
    "RFC 5280, 6",
)
NO_ANCHORS = diagnostic(
    "SIG119", _UPPLYSNING, "Certifikatens utfärdare är kontrollerade.", "inga rotcertifikat är angivna.",
    "lägg dem i betrodda/ eller ange dem med --trust, eller kontrollera filen i underskriftstjänsten.",
)
SELF_ISSUED = diagnostic(
    "SIG120", _VARNING, "Någon annan än personen själv har utfärdat certifikatet.", "ett certifikat ur PDF-läsaren.",
    "be om en underskrift med e-legitimation.",
)
OUT_OF_TIME = diagnostic(
    "SIG121", _VARNING, "Certifikatet gällde när underskriften gjordes.", "certifikatet hade gått ut.",
    "fråga när filen undertecknades.", f"{_ADES}, 5.2.6",
)
WEAK = diagnostic(
    "SIG122", _FEL, "Underskriften är gjord med en metod som är säker.", "underskriften använder SHA-1.",
    "be om en ny underskrift.", "ETSI TS 119 312",
)
BAD_STAMP = diagnostic(
    "SIG123", _FEL, "En tidsstämpel är giltig.", "tidsstämpeln hör inte till underskriften.",
    "be om en ny underskrift.", "RFC 3161",
)
STAMP_NOT_TRUSTED = diagnostic(
    "SIG124", _FEL, "Den som gav tidsstämpeln är betrodd.", "ni har inte sagt att ni litar på tidsstämplaren.",
    "ange också tidsstämplarens rotcertifikat.", "RFC 3161",
)
FILLED_IN = diagnostic(
    "SIG125", _VARNING, "Inga formulärfält fylls i efter en underskrift.", "ort har fyllts i efteråt.",
    "fråga dem som undertecknade innan om de godtar det.", f"{_ISO}, 12.8.2.2",
)
MALFORMED = diagnostic(
    "SIG126", _FEL, "Filen är hel, och läses lika av alla.", "filen är avhuggen på vägen.", "hämta filen på nytt.",
    f"{_ISO}, 7.5",
)
ENCRYPTED = diagnostic(
    "SIG127", _VARNING, "Filen är inte krypterad.", "någon har skyddat filen.", "be om filen som den var.",
)
NOBODY_KNOWN = diagnostic(
    "SIG128", _VARNING, "Det går att säga vem som ska underteckna.", "filens namn säger inte vilket ärende.",
    "ange ärendet med --case.",
)
CHANGED_UNSEEN = diagnostic(
    "SIG129", _VARNING, "Det som inte syns på sidorna är som det byggdes.",
    "tjänsten har bifogat en fil, eller ändrat titeln.", "se efter att det är i sin ordning.",
)
PAGES_ADDED = diagnostic(
    "SIG130", _FEL, "Inga sidor läggs till.", "tjänsten har lagt till en sida som räknar upp undertecknarna.",
    "läs sidan.",
)
NOTHING_TO_COMPARE = diagnostic(
    "SIG131", _VARNING, "Det som byggdes finns kvar att jämföra med.", "mappen build/ är tömd.",
    "lägg tillbaka mappen från när avtalet skickades, eller bygg ärendet igen.",
)
PAGE_CHANGED = diagnostic(
    "SIG132", _FEL, "Varje sida ser ut som den byggdes.", "avgiften är övertäckt med ett annat belopp.",
    "godta inte filen; rapporten visar sidorna bredvid varandra.",
)
PAGE_ADDED_TO = diagnostic(
    "SIG133", _FEL, "Inget läggs till på de byggda sidorna.", "en rad har lagts till på en tom plats.",
    "läs den; registrera tjänstens kvitto om den är tjänstens.",
)
OTHER_WORDS = diagnostic(
    "SIG134", _FEL, "Det som går att söka, kopiera och få uppläst är det som syns.",
    "ett osynligt ord är inlagt i texten.", "godta inte filen, eller arkivera den byggda filen bredvid.",
)
REWRITTEN = diagnostic(
    "SIG135", _UPPLYSNING, "Filen är byte för byte den byggda, med underskrifterna efter.",
    "tjänsten har skrivit om filen, men varje sida är densamma.", "inget behöver göras.",
)
SCANNED = diagnostic(
    "SIG136", _VARNING, "Sidorna går att jämföra.", "filen är en inskanning av pappersoriginalet.",
    "jämför med ögat, efter listan i rapporten.",
)
OWN_FIELDS = diagnostic(
    "SIG138", _VARNING, "Inga egna fält för underskrift läggs till.", "tjänsten har gjort ett på sista sidan.",
    "läs vad fältet visar.",
)
REVOKED = diagnostic(
    "SIG139", _FEL, "Certifikatet är inte spärrat.", "en spärrlista i filen nämner det.",
    "godta inte underskriften; be om en ny.", "RFC 5280, 5; RFC 6960",
)
FUTURE = diagnostic(
    "SIG140", _FEL, "Tiden för underskriften har varit.", "underskriften är daterad i morgon.",
    "fråga den som undertecknade.",
)
OTHER_FIELDS = diagnostic(
    "SIG141", _UPPLYSNING, "Underskrifterna står i de byggda fälten.", "tjänsten har gjort egna fält för alla.",
    "inget behöver göras.",
)
NOT_SHOWN = diagnostic(
    "SIG142", _VARNING, "Filen visar själv vem som har undertecknat.", "filen är bara förseglad av tjänsten.",
    "läs tjänstens kvitto och registrera det med --kvitto.",
)
OTHERS_TOO = diagnostic(
    "SIG143", _UPPLYSNING, "Bara de som ska underteckna har undertecknat.", "tjänsten har också förseglat filen.",
    "känner ni inte igen namnet, fråga tjänsten.",
)
RECEIPT = diagnostic(
    "SIG144", _VARNING, "Kvittot nämner dem som ska underteckna, och filens fingeravtryck.",
    "kvittot nämner bara den ena parten.", "läs kvittot.",
)
RECEIPT_OF_ANOTHER = diagnostic(
    "SIG145", _FEL, "Kvittot hör till filen.", "kvittot nämner ingen av parterna.",
    "se efter att det är kvittot för just det här avtalet.",
)
FILE_CHANGED = diagnostic(
    "SIG201", _FEL, "En fil i en byggd mapp är som den byggdes.", "en PDF är ändrad.", "bygg ärendet igen.",
)
FILE_GONE = diagnostic("SIG202", _FEL, "Varje byggd fil finns kvar.", "en PDF är borttagen.", "bygg ärendet igen.")
FILE_ADDED = diagnostic(
    "SIG203", _VARNING, "Inget läggs till i en byggd mapp.", "en anteckning ligger där.",
    "flytta filen någon annanstans.",
)
