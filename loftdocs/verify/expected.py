"""Who was to sign a built file: by the build's own manifest, or for an older build by the case as it is today."""

from dataclasses import dataclass
from pathlib import Path

from loftdocs import manifest
from loftdocs.control import controlled
from loftdocs.project import Project
from loftdocs.signer import Signer


@dataclass(frozen=True)
class Expected:
    """Those who are to sign, None if it cannot be told; ``source`` says where that is from, to end a sentence with."""

    signers: tuple[Signer, ...] | None
    source: str = ""


def expected(project: Project, case: Path | None, name: str | None, output: str | None) -> Expected:
    """Those who sign the file ``output`` of the case ``name`` (the agreement, if it is None).

    What the build wrote down counts, so that a file can be judged when templates and programme have moved on; the case
    file ``case`` fills in who was not known then, and stands alone for a build that wrote nothing down. Raises
    `FileFailure` if the case cannot be read.
    """
    kept = controlled(project.build / name).get(output or f"avtal-{name}.pdf") if name else None
    if kept is None:
        signers = _by_case(project, case, output, name) if case else None
        return Expected(signers, f"enligt ärendet {case.stem}" if case else "")
    built = kept.signers
    if any(one.person is None for one in built) and case is not None and _changed_since(project, case, name or ""):
        known = {one.field: one for one in _by_case(project, case, output, name) or ()}
        built = tuple(known.get(one.field, one) if one.person is None else one for one in built)
    return Expected(built, f"enligt build/{name}/{manifest.NAME}")


def _changed_since(project: Project, case: Path, name: str) -> bool:
    """True unless the case file is the one that the build was made of; then it knows no more than the build did."""
    path, root = case.resolve(), project.root.resolve()
    relative = path.relative_to(root).as_posix() if path.is_relative_to(root) else case.name
    return manifest.inputs(project.build / name).get(relative) != manifest.sha256(case)


def _by_case(project: Project, case: Path, output: str | None, name: str | None) -> tuple[Signer, ...] | None:
    from loftdocs.check.rule import Known
    from loftdocs.load import load
    from loftdocs.model.base import Unknown
    from loftdocs.sign.names import documents_in, signers_of

    loaded, _findings = load(project, case)
    if loaded is None:
        return None
    document = Path(output).stem.removesuffix(f"-{name}") if output else "avtal"
    try:
        return signers_of(Known(loaded).facts, documents_in(loaded.program, document))
    except Unknown:
        return None
