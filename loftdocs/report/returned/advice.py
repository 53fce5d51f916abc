"""Whether what came back can be accepted, in a sentence, and what to do now: a step for each answer that is not yes."""

from dataclasses import dataclass
from typing import Literal

from loftdocs.findings import Severity
from loftdocs.language.swedish import listed
from loftdocs.verify import diagnostics
from loftdocs.verify.result import Answers, Kind, PageState, Verdict, Verified

State = Literal["ja", "nej", "oklart"]


@dataclass(frozen=True)
class Step:
    """Something to do: which answer it is about, empty for all three, and what."""

    about: str
    todo: str


@dataclass(frozen=True)
class Advice:
    """The answer in a few words and in a sentence, and what to do now, first what matters most."""

    state: State
    title: str
    lead: str
    steps: tuple[Step, ...]


def advice(result: Verified, answers: Answers) -> Advice:
    """The answer to the clerk's own question: can this be filed as the signed agreement."""
    if answers.accepted is Verdict.YES:
        return _accepted(result, answers)
    three = (
        ("Innehållet", answers.content.verdict, _content, "innehållet är inte det som byggdes"),
        ("Förseglingen", answers.seal.verdict, _seal, "förseglingen håller inte"),
        ("Undertecknarna", answers.signers.verdict, _signers, "alla som ska underteckna har inte gjort det"),
    )
    ordered = sorted(three, key=lambda one: one[1] is not Verdict.NO)
    steps = tuple(
        Step(about, todo(result, verdict)) for about, verdict, todo, _wrong in ordered if verdict is not Verdict.YES
    )
    if answers.accepted is Verdict.NO:
        wrong = listed([wrong for _about, verdict, _todo, wrong in three if verdict is Verdict.NO])
        return Advice("nej", "Inte accepterad", f"Filen ska inte godtas som den är: {wrong}.", steps)
    lead = "Inget fel är funnet, men allt är inte känt. Räkna inte avtalet som klart förrän det som återstår är gjort."
    return Advice("oklart", "Inte avgjort", lead, steps)


def _accepted(result: Verified, answers: Answers) -> Advice:
    if all(one.verdict is Verdict.YES for one in (answers.content, answers.seal, answers.signers)):
        lead = "Innehållet är det som byggdes, förseglingen håller och de som ska underteckna har gjort det."
        keep = "Arkivera filen som den är, och den här rapporten bredvid. Skriv inte ut den i stället."
        steps = [Step("", keep)]
    else:
        lead = f"Innehållet är det som byggdes, och underskrifterna styrks av kvittot {answers.receipt}."
        steps = [Step("", "Arkivera filen som den är, tillsammans med kvittot och den här rapporten.")]
    if any(finding.severity is Severity.VARNING for finding in result.findings):
        steps.insert(0, Step("", "Läs varningarna under Anmärkningar först."))
    return Advice("ja", "Accepterad", lead, tuple(steps))


def _content(result: Verified, verdict: Verdict) -> str:
    if verdict is Verdict.NO:
        return (
            "Läs anmärkningarna och se på sidorna nedan vad som är ändrat. Godta inte filen: be parterna att "
            "underteckna den fil som bygget gjorde, utan ändringar."
        )
    if any(page.state is PageState.UNCLEAR for page in result.pages):
        return (
            "Jämför sidorna nedan med ögat, uppgift för uppgift. Arkivera pappersoriginalet om avtalet undertecknades "
            "på papper; be annars om den elektroniska filen."
        )
    return (
        "Hämta mappen build/ från den dator där avtalet byggdes, och kör kontrollen igen där. Bygg inte avtalet på "
        "nytt: det ska jämföras med den fil som skickades."
    )


def _seal(result: Verified, verdict: Verdict) -> str:
    if verdict is Verdict.NO:
        return "Be om filen på nytt, direkt från underskriftstjänsten. Är det likadant då, be om nya underskrifter."
    made = [one for one in result.signatures if one.kind not in (Kind.EMPTY, Kind.TIMESTAMP)]
    if not made:
        return (
            "Be om filen som underskriftstjänsten lämnade den, inte en utskrift eller inskanning. Är avtalet "
            "undertecknat på papper, arkivera originalet."
        )
    if any(one.kind is Kind.UNKNOWN for one in made):
        return (
            "Kontrollera underskriften i tjänsten som gjorde den, och arkivera tjänstens egen kontroll bredvid filen."
        )
    if all(one.trust is None for one in made):
        return (
            "Hämta rotcertifikatet från den som har utfärdat certifikaten, lägg det i mappen betrodda/ och kör "
            "kontrollen igen. Handboken säger hur."
        )
    return (
        "Fråga vilken e-legitimation eller tjänst som användes. Hämta utfärdarens rotcertifikat från utfärdaren själv, "
        "lägg det i mappen betrodda/ och kör kontrollen igen."
    )


def _signers(result: Verified, verdict: Verdict) -> str:
    if verdict is Verdict.NO:
        return (
            "Se under Underskrifter vem som fattas eller är en annan. Skicka filen vidare till den som ska "
            "underteckna, eller be om den fil som alla har undertecknat."
        )
    if not result.case or any(finding.code == diagnostics.NOBODY_KNOWN.code for finding in result.findings):
        return "Ange vilket ärende filen hör till (--case), så att namnen kan jämföras."
    return (
        "Läs underskriftstjänstens kvitto: rätt avtal, rätt personer, rätt dag. Stämmer det, registrera det med "
        "loftdocs verify FILEN --kvitto KVITTOT."
    )
