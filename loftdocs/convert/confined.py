"""LibreOffice confined: what it needs to read on this computer, and how it is started so that it has no more.

A document that deceives LibreOffice reaches neither the net, nor another file, nor another program.
"""

import contextlib
import hashlib
import os
import re
import sys
from functools import cache
from pathlib import Path

from loftdocs.confine.limits import Limits
from loftdocs.confine.report import python, readable_by_python

# Programs, libraries, fonts, dictionaries: what is installed is the same on every computer, and nobody's secret.
_SYSTEM = (
    *("/usr", "/bin", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/alternatives", "/etc/localtime", "/etc/locale.alias"),
    *("/etc/libreoffice", "/var/lib/libreoffice", "/var/spool/libreoffice", "/etc/fonts", "/var/cache/fontconfig"),
    *("/etc/papersize", "/etc/nsswitch.conf", "/proc/cpuinfo", "/proc/meminfo", "/proc/sys/crypto/fips_enabled"),
    *("/sys/devices/system/cpu", "/etc/ssl/openssl.cnf", "/etc/crypto-policies"),
)
_HOME = (".fonts", ".fonts.conf", ".fonts.conf.d")
_CONFIGURATION = ("/etc/fonts/fonts.conf", "/etc/fonts/local.conf", "/etc/fonts/conf.d")
_FONT_FOLDER = re.compile(r"<dir(?: prefix=\"\w*\")?>\s*([^<\s][^<]*?)\s*</dir>")
# A chain of programs that each start another, in one go. A document takes seconds, and has ninety (libreoffice.py).
_COMMAND_CPU_SECONDS = 300
# LibreOffice has no setting for where it makes its socket.
_SOCKETS = ("/tmp", "/var/tmp")


def command(program: Path, own: Path, *arguments: str) -> list[str]:
    """LibreOffice's own command with its arguments, confined to the folder ``own`` where `can_confine`."""
    if not can_confine(program):
        return [str(program), *arguments]
    limits = Limits(
        str(own), needed(program), starts_programs=True, sockets_in=_SOCKETS, cpu_seconds=_COMMAND_CPU_SECONDS
    )
    return [*python(limits), str(program), *arguments]


def script(program: Path, own: Path, path: Path, *arguments: str) -> list[str]:
    """A Python script that has LibreOffice in its own process, confined to the folder ``own``."""
    return [*python(Limits(str(own), needed(program))), str(path), *arguments]


def remove_socket(profile: Path) -> None:
    """Removes the socket by which LibreOffice's programs of this profile found each other; they may not themselves.

    Source of its name: LibreOffice, desktop/source/app/officeipcthread.cxx and sal/osl/unx/pipe.cxx.
    """
    digest = hashlib.md5(profile.as_uri().encode("utf-16-le"), usedforsecurity=False).digest()
    name = "".join(f"{byte:x}" for byte in digest)
    for folder in _SOCKETS if hasattr(os, "getuid") else ():
        with contextlib.suppress(OSError):
            Path(folder, f"OSL_PIPE_{os.getuid()}_SingleOfficeIPC_{name}").unlink(missing_ok=True)


def can_confine(program: Path) -> bool:
    """True for an installed LibreOffice on Linux.

    A snap, a Flatpak or a script of the user's own has LibreOffice elsewhere, may need anything to get there, and as a
    rule has a confinement of its own, which must not be in another.
    """
    return sys.platform == "linux" and (program.resolve().parent / "bootstraprc").is_file()


@cache
def needed(program: Path) -> tuple[str, ...]:
    """The files and folders that the LibreOffice of ``program`` reads; some of them may not be there."""
    home = _home()
    data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    settings = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
    kept = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    own = (data / "fonts", settings / "fontconfig", kept / "fontconfig", *(home / name for name in _HOME))
    installed = (program.parent, program.resolve().parent.parent)
    return tuple(dict.fromkeys((*_SYSTEM, *readable_by_python(), *_font_folders(), *map(str, (*installed, *own)))))


def _home() -> Path:
    """The user's home; for a user who has none, a folder that is not there."""
    try:
        return Path.home()
    except RuntimeError:
        return Path("/nonexistent")


def _font_folders() -> tuple[str, ...]:
    """The folders of fonts that the system's own configuration names; fontconfig would find no others."""
    found = []
    for named in map(Path, _CONFIGURATION):
        for path in sorted(named.glob("*.conf")) if named.is_dir() else [named]:
            with contextlib.suppress(OSError):
                found += _FONT_FOLDER.findall(path.read_text(encoding="utf-8", errors="replace"))
    return tuple(str(Path(folder).expanduser()) for folder in found if folder.startswith(("/", "~")))
