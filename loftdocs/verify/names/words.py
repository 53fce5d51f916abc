"""The words of a name, and the words and signs around a name that are no part of it."""

import re
from dataclasses import dataclass
from functools import lru_cache

# Letters that are none without their mark, and what stands for them (ICAO Doc 9303-3, section 6; and the bare letter).
SWEDISH = {"å": ("a", "aa"), "ä": ("a", "ae"), "ö": ("o", "oe"), "ü": ("u", "ue")}
FOREIGN = {"ø": "ö", "æ": "ä", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}


def _in_plain_letters(pattern: str) -> re.Pattern[str]:
    """A pattern that takes its å, ä and ö in plain letters as well."""
    for letter, spellings in SWEDISH.items():
        pattern = pattern.replace(letter, f"(?:{letter}|{'|'.join(spellings)})")
    return re.compile(pattern)


# A certificate's common name has 64 letters at most (X.520, ub-common-name); who writes more than this is not read.
LONGEST, MOST_WORDS = 200, 10
BRACKETS = re.compile(r"\([^()]*\)?|\[[^\[\]]*\]?|<[^<>]*>?|\{[^{}]*\}?|[\"”“„«»][^\"”“„«»]*[\"”“„«»]")
BETWEEN = re.compile(
    r"(\s*[,;/|:•·]\s*|\s+-+\s*|\s*-+\s+|\s+(?:för|for|genom|gm|via|c/o|e\.\s?u\.|p\.\s?p\.|på uppdrag av)\s+)", re.I
)
NUMBER = re.compile(r"(?:(?i:pno|idc|pas|tin)[A-Za-z]{2}[-:]?)?…")  # what `mask` leaves
KEYED = re.compile(r"\s*([A-Za-z]+)\s*=\s*(.*)")
EMPLOYER = re.compile(
    r"(?<![\w-])(?:(?i:[\w-]+\s+(?:kommun|stad|landsting)|region\s+[\w-]+)|[A-ZÅÄÖ]{2,6}\s+AB)(?![\w-])"
)
ORGANISATION = _in_plain_letters(
    r"\w*bolag|firma|kommun|kommunen|kommunalförbund|landsting|region|\w*stiftelse|stiftelsen|\w*förening|"
    r"föreningen|förbund|förbundet|myndighet|myndigheten|universitet|högskola|institut|institute|institutes|"
    r"university|research|förvaltning|förvaltningen|nämnd|nämnden|styrelsen|kontor|kontoret|avdelning|avdelningen|"
    r"enhet|enheten|dödsbo|dödsboet|konkursbo|och|and|ltd|limited|gmbh|inc|oy|aps|publ|department|sverige|sweden"
)
# Degrees are taken with their full stop, for Ing is a name as well.
DEGREE = re.compile(
    r"(?<!\w)(?:(?:civ|ing|jur|kand|mag|fil|tekn|med|lic|ph|m|d)\.\s?){2,}|(?<!\w)signed by(?!\w)", re.I
)
TITLE = _in_plain_letters(
    r"dr|doktor|docent|prof|professor|herr|fru|mr|mrs|ms|vd|ceo|cfo|cto|cio|phd|msc|mba|"
    r"kommunalråd|regionråd|borgarråd|rektor|advokat|jurist|notarie|registrator|controller|ordf|ordförande|"
    r"\w*(?:chef|direktör|ordförande|strateg|handläggare|sekreterare|jurist|ledare|samordnare|ingenjör|läkare|"
    r"sköterska|ansvarig|assistent|konsult|utvecklare|administratör|ekonom)|"
    r"bankid|frejaeid|siths|efos|e?-?legitimation|legitimering|underskrift|signatur|signature|undertecknad|undertecknat|"
    r"av|namn|name|personnummer|pnr"
)
_PARTICLE = re.compile(r"af|von|van|zur?|de[rn]?|du|d[ao]s|di|della?|la|le|te[rn]|[ea]l")
JOINED = re.compile(rf"{_PARTICLE.pattern}|[od]|ma?c|st")  # "McKay" and "Mc Kay", but the letter O may be Olof
# Common given names (SCB's name statistics): "Anna Karin" is no surname's bearer beside "Anna Karin Ek".
_GIVEN_NAMES = """
adam agneta albin alexander alexandra alf alice amanda anders andreas anette anita ann anna anne anneli annika anton
arne arvid astrid axel barbro beatrice bengt berit bernt bertil birger birgit birgitta bjorn bo britt britta camilla
carin carina carl carolina caroline cecilia charlotta charlotte christer christian christina claes dag daniel david
ebba edvin eleonor elin elisabet elisabeth elsa emelie emil emilia emma erik erika erland eva evert fatima filip
folke frans fredrik frida gabriel georg gerd gosta goran greta gunilla gunnar gunnel gunvor gustaf gustav hakan
hanna hannah hans harald helen helena helene henrik henry hugo ida inga inger ingegerd ingemar ingrid ingvar irene
isabella isak jakob jan jenny jens jesper jessica joakim johan johanna johannes john jonas jonathan jorgen josef
josefin josefine julia kaj karin karl karolina katarina kent kenneth kerstin kjell klara klas kristian kristina
kristoffer kurt lars lena lennart leif leo linda linnea linus lisa lisbeth louise lovisa lucas ludvig maj magdalena
magnus maja malin marcus margareta margaretha maria marianne marie markus marta marten matilda mats mattias mikael
michael mohamed mona monica monika nils nina oskar oscar ola olof olle olga ove patrik per pernilla peter petra pia
rebecca rickard robert robin roger roland rolf rune rut sandra sara simon siv sofia sofie solveig staffan stefan
stellan sten stig stina susanna susanne svante sven sune terese therese thomas tobias tomas tommy torbjorn tore ulf
ulla ulrica ulrika ursula valter veronica victoria viktor viktoria vilhelm viola vera wilhelm william ylva yvonne
ake asa orjan
"""
_GIVEN = frozenset(_GIVEN_NAMES.split())
_SURNAME = re.compile(r".*(?:s+son|berg|strom|gren|lund|[kq]vist|dahl|fel[dt]t|holm|stedt|lind)|ek|alm|as|hed|bjork")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a name, folded: its parts around hyphens, and the letters of one such as "AK", that may be initials.

    Folded is in small letters, and without marks but those of å, ä, ö and ü.
    """

    parts: tuple[str, ...]
    letters: tuple[str, ...] = ()

    @property
    def initial(self) -> bool:
        """True if it is single letters only, as "A" or "A-K"."""
        return all(len(part) == 1 for part in self.parts)

    @property
    def particle(self) -> bool:
        """True if it is such as "von" in "von Essen"."""
        return len(self.parts) == 1 and bool(_PARTICLE.fullmatch(self.parts[0]))

    @property
    def given(self) -> bool:
        """True if it is an initial or a given name that many have."""
        return all(len(part) == 1 or bare(part) in _GIVEN for part in self.parts)

    @property
    def surname(self) -> bool:
        """True if it looks like a surname, for instance by its end."""
        return not self.given and _SURNAME.fullmatch(bare(self.parts[-1])) is not None


Words = tuple[Word, ...]


@lru_cache(maxsize=1024)
def bare(part: str) -> str:
    """A folded word with a, o and u in place of å, ä, ö and ü."""
    return "".join(SWEDISH.get(char, char)[0] for char in part)
