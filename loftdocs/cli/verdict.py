"""What ``loftdocs verify`` tells, and what it writes down."""

import argparse
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from loftdocs import console
from loftdocs.failures import ExitCode, UsageFailure, reason
from loftdocs.findings import display_path, has_errors
from loftdocs.project import Project
from loftdocs.report.returned import prepare, to_html
from loftdocs.verify.asked import Asked
from loftdocs.verify.receipts import folder_of, read_receipt, register, result_answers
from loftdocs.verify.result import Clock, Kind, Signature, Verdict, Verified
from loftdocs.verify.safe import shown
from loftdocs.verify.worker import Worker
from loftdocs.whole import write_whole

_CLOCKS = {
    Clock.CLAIMED: "enligt den egna klockan",
    Clock.STAMPED: "enligt en tidsstämpel som inte är kontrollerad",
    Clock.TRUSTED: "enligt en betrodd tidsstämpel",
}
_UNREAD = {
    Kind.EMPTY: "inte undertecknat",
    Kind.DAMAGED: "en underskrift som inte går att läsa",
    Kind.UNKNOWN: "en underskrift av ett slag som inte går att bedöma här",
}
_SAID = {
    Verdict.YES: "Accepterad: innehållet, förseglingen och undertecknarna är kontrollerade.",
    Verdict.NO: "Inte accepterad: något av de tre svaren är nej.",
    Verdict.UNKNOWN: "Inte avgjort än: inget är fel, men allt är inte känt. Läs vad som återstår under de tre svaren.",
}


def told(arguments: argparse.Namespace, here: Project, asked: Asked, worker: Worker | None) -> ExitCode:
    """Tells the three answers, who signed, what is wrong, and at the end what was checked and what was not.

    ``worker`` has been asked of the file; None for a folder.
    """
    path = Path(arguments.fil)
    if worker is None:
        from loftdocs.verify.folder import verify_folder

        result = verify_folder(path)
    else:
        prepare()
        view = worker.answer(path)
        result = view.result
        if asked.receipt:
            result = _registered(here, result, path, asked.receipt, arguments.av or "")
        result = _reported(here, result, path, to_html(replace(view, result=result)))
    if arguments.format == "json":
        _print_json(result)
    else:
        _print(result)
    accepted = result.answers is None or result.answers.accepted is Verdict.YES
    wrong = has_errors(result.findings) or (arguments.strict and not accepted)
    return ExitCode.FINDINGS if wrong else ExitCode.OK


def _reported(here: Project, result: Verified, path: Path, html: str) -> Verified:
    """Writes the report beside the build; where nothing can be written, the answer is given all the same."""
    folder = folder_of(here, result.case) if result.case else here.build
    target = folder / f"verifiering-{result.case or shown(path.stem)}.html"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(target, html.encode())
    except OSError as error:
        console.tell(f"Rapporten kunde inte skrivas i {display_path(folder)}: {reason(error)}.")
        return result
    return replace(result, report=display_path(target))


def _registered(here: Project, result: Verified, path: Path, receipt: Path, clerk: str) -> Verified:
    """Registers a receipt, unless something is certainly wrong; then there is nothing to register it for."""
    if not result.case:
        raise UsageFailure(
            "Kvittot går inte att registrera: det är okänt vilket ärende filen hör till.", "Ange --case."
        )
    if has_errors(result.findings):
        console.tell("Kvittot är inte registrerat, eftersom något är fel. Rätta det först, och kör igen med --kvitto.")
        return result
    record = register(here, result, path, read_receipt(receipt), clerk, date.today())
    return replace(result, record=display_path(record))


def _print_json(result: Verified) -> None:
    pairs = zip(result.signatures, result.matches, strict=True)
    console.print_json(
        result.findings,
        underskrifter=[signature.as_dict(matches) for signature, matches in pairs],
        kontrollerat=list(result.checked),
        inte_kontrollerat=list(result.unchecked),
        svar=result_answers(result),
        ärende=result.case or None,
        bygge=result.document or None,
        sidor=[
            {"byggd": page.built, "fil": page.returned, "är": page.state.value, "ställen": len(page.marks)}
            for page in result.pages
        ],
        andra_filer=[{"namn": one.name, "är": one.what} for one in result.others],
        rapport=result.report or None,
        register=result.record or None,
    )


def _print(result: Verified) -> None:
    if result.answers:
        for name, answer in (
            ("Innehållet", result.answers.content),
            ("Förseglingen", result.answers.seal),
            ("Undertecknarna", result.answers.signers),
        ):
            console.say(f"{name}: {answer.verdict.value}. {answer.words}")
        console.say("")
    for signature in result.signatures:
        console.say(f"{signature.field}: {_described(signature)}.")
    if result.signatures:
        console.say("")
    console.print_findings(result.findings)
    for heading, lines in (("Kontrollerat:", result.checked), ("Inte kontrollerat:", result.unchecked)):
        if lines:
            console.say(heading)
            for line in lines:
                console.say(f"  - {line}")
    if result.record:
        console.say(f"Kvittot är registrerat i {result.record}.")
    if result.report:
        console.say(f"Rapport med sidorna bredvid varandra: {result.report}")
    if result.answers:
        receipt = result.answers.receipt if result.answers.accepted is Verdict.YES else ""
        said = f"Accepterad: innehållet är kontrollerat, och kvittot {receipt} är registrerat eller läst."
        console.say(said if receipt else _SAID[result.answers.accepted])
    console.say(console.ended(result.findings))


def _described(signature: Signature) -> str:
    if signature.kind in _UNREAD:
        return _UNREAD[signature.kind]
    what = "tidsstämplat" if signature.kind is Kind.TIMESTAMP else "undertecknat"
    when = f", {_local(signature.time)}, {_CLOCKS[signature.clock]}" if signature.time and signature.clock else ""
    qualified = ", kvalificerad" if signature.qualified else ""
    return f"{what} av {signature.signer} (certifikat från {signature.issuer or 'okänd utfärdare'}{qualified}){when}"


def _local(time: datetime) -> str:
    """Swedish time, or UTC on a computer that has no time zones."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return f"{time.astimezone(ZoneInfo('Europe/Stockholm')):%Y-%m-%d kl. %H.%M}"
    except ZoneInfoNotFoundError:
        return f"{time.astimezone(None):%Y-%m-%d kl. %H.%M (%Z)}"
