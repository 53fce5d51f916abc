"""System calls that Python has no function for, by their numbers."""

import ctypes
import os
import sys

_PR_SET_NO_NEW_PRIVS = 38
_CAPABILITY_VERSION_3 = 0x20080522
_CAPSET = {"x86_64": 126, "aarch64": 91}

MACHINE = os.uname().machine if sys.platform == "linux" else ""


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def call(number: int, *arguments: "int | bytes | ctypes.c_void_p | ctypes._Pointer[ctypes.Structure] | None") -> int:
    """One system call. Raises `OSError`."""
    syscall = _libc().syscall
    syscall.restype = ctypes.c_long
    made = [ctypes.c_long(value) if isinstance(value, int) else value for value in arguments]
    return _checked(int(syscall(ctypes.c_long(number), *made)))


def prctl(option: int, value: int = 0) -> int:
    """One of the settings of a process. Raises `OSError`."""
    return _checked(int(_libc().prctl(option, ctypes.c_ulong(value), 0, 0, 0)))


def give_up_privileges() -> None:
    """No program that is started later gains any, and root's own go; Landlock and seccomp ask for the first.

    Raises `OSError`.
    """
    prctl(_PR_SET_NO_NEW_PRIVS, 1)
    if MACHINE in _CAPSET:
        header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
        none = (ctypes.c_uint32 * 6)()
        call(_CAPSET[MACHINE], ctypes.cast(header, ctypes.c_void_p), ctypes.cast(none, ctypes.c_void_p))


def _checked(result: int) -> int:
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))
    return result
