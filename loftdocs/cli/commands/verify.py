"""``loftdocs verify``: a signed PDF that comes back, or the folder of a build."""

import argparse
from datetime import datetime
from pathlib import Path

from loftdocs.cli import console
from loftdocs.failures import ExitCode
from loftdocs.findings import has_errors
from loftdocs.project import case_file
from loftdocs.project import here as project
from loftdocs.verify import Signature, Verified, verify
from loftdocs.verify.result import Clock, Kind

_CLOCKS = {
    Clock.CLAIMED: "enligt den egna klockan",
    Clock.STAMPED: "enligt en tidsstämpel som inte är kontrollerad",
    Clock.TRUSTED: "enligt en betrodd tidsstämpel",
}


def run(arguments: argparse.Namespace) -> ExitCode:
    """Tells who signed, what is wrong, and at the end what was checked and what was not."""
    here = project()
    case = case_file(here, arguments.case) if arguments.case else None
    result = verify(here, Path(arguments.fil), case, [Path(name) for name in arguments.trust or ()])
    if arguments.format == "json":
        pairs = zip(result.signatures, result.matches, strict=True)
        console.print_json(
            result.findings,
            underskrifter=[signature.as_dict(matches) for signature, matches in pairs],
            kontrollerat=list(result.checked),
            inte_kontrollerat=list(result.unchecked),
        )
    else:
        _print(result)
    return ExitCode.FINDINGS if has_errors(result.findings) else ExitCode.OK


def _print(result: Verified) -> None:
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
    console.say(f"Kontrollen är klar{console.count(result.findings)}." if result.findings else console.CLEAN)


def _described(signature: Signature) -> str:
    if signature.kind is Kind.EMPTY:
        return "inte undertecknat"
    if signature.kind is Kind.UNREADABLE:
        return "en underskrift som inte går att läsa"
    what = "tidsstämplat" if signature.kind is Kind.TIMESTAMP else "undertecknat"
    when = f", {_local(signature.time)}, {_CLOCKS[signature.clock]}" if signature.time and signature.clock else ""
    return f"{what} av {signature.signer} (certifikat från {signature.issuer or 'okänd utfärdare'}){when}"


def _local(time: datetime) -> str:
    """Swedish time, or UTC on a computer that has no time zones."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return f"{time.astimezone(ZoneInfo('Europe/Stockholm')):%Y-%m-%d kl. %H.%M}"
    except ZoneInfoNotFoundError:
        return f"{time.astimezone(None):%Y-%m-%d kl. %H.%M (%Z)}"
