"""Landlock: a process gives up all files but those it names, and TCP, for itself and all that it starts.

Source: Linux, Documentation/userspace-api/landlock.rst and include/uapi/linux/landlock.h; the numbers of the system
calls are the same on every processor. What an older kernel does not know is left out.
"""

import contextlib
import ctypes
import os
import stat
from collections.abc import Iterable

from loftdocs.confine.system import MACHINE, call

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION = 1
_PATH_BENEATH = 1
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1, 1 << 1, 1 << 2, 1 << 3
_MAKE_SOCKET = 1 << 9
_REFER, _TRUNCATE, _IOCTL_DEV = 1 << 13, 1 << 14, 1 << 15
_FIRST = (1 << 13) - 1  # all of the first version: those above, and to make and to remove each kind of file
_TCP = 1 | 1 << 1  # to bind and to connect
_SCOPES = 1 | 1 << 1  # abstract sockets, and signals
_READ = _EXECUTE | _READ_FILE | _READ_DIR
_OF_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _IOCTL_DEV
_DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random")


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


def version() -> int:
    """The version of Landlock's interface that the kernel offers; 0 for none."""
    try:
        return call(_CREATE_RULESET, None, 0, _VERSION) if MACHINE else 0
    except (OSError, AttributeError):
        return 0


def keep_to(own: str, readable: Iterable[str], sockets_in: Iterable[str] = ()) -> None:
    """Leaves this process one folder to write in, and files and folders to read; those that are not there are nothing.

    In ``sockets_in`` it may make sockets, and neither read, change nor remove anything.

    Raises `OSError` where there is no Landlock.
    """
    offered = version()
    if not offered:
        raise OSError("no Landlock")
    handled = _FIRST
    handled |= _REFER if offered >= 2 else 0
    handled |= _TRUNCATE if offered >= 3 else 0
    handled |= _IOCTL_DEV if offered >= 5 else 0
    ruleset = _Ruleset(handled, _TCP if offered >= 4 else 0, _SCOPES if offered >= 6 else 0)
    size = 8 if offered < 4 else 16 if offered < 6 else 24
    rules = call(_CREATE_RULESET, ctypes.pointer(ruleset), size, 0)
    try:
        _allow(rules, own, handled & ~_IOCTL_DEV)
        for path in readable:
            _allow(rules, path, _READ)
        for path in sockets_in:
            _allow(rules, path, _MAKE_SOCKET)
        for path in _DEVICES:
            _allow(rules, path, _READ_FILE | _WRITE_FILE)
        call(_RESTRICT_SELF, rules, 0)
    finally:
        os.close(rules)


def _allow(rules: int, path: str, access: int) -> None:
    with contextlib.suppress(FileNotFoundError, NotADirectoryError, PermissionError):
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
        try:
            allowed = access if stat.S_ISDIR(os.fstat(place).st_mode) else access & _OF_FILES
            call(_ADD_RULE, rules, _PATH_BENEATH, ctypes.pointer(_PathBeneath(allowed, place)), 0)
        finally:
            os.close(place)
