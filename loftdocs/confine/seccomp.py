"""seccomp: the system calls that a confined program has no use for, refused for it and for all that it starts.

What Landlock does not cover: sockets of every kind, other programs, the modes, owners and times of others' files, and
the ways around. Source: Linux, Documentation/userspace-api/seccomp_filter.rst; the tables of system calls.
"""

import ctypes
import errno
import struct

from loftdocs.confine.system import MACHINE, call

_SECCOMP = {"x86_64": 317, "aarch64": 277}
_ARCHITECTURE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_SET_FILTER, _ACTION_AVAILABLE = 1, 2
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_LOAD, _EQUAL, _AT_LEAST, _AND, _ANSWER = 0x20, 0x15, 0x35, 0x54, 0x06
_NUMBER, _ARCH, _FIRST_ARGUMENT, _SECOND_ARGUMENT = 0, 4, 16, 24
_X32 = 0x40000000  # another numbering of the same calls
_UNIX, _STREAM, _KIND_OF_SOCKET, _THREAD = 1, 1, 0xF, 0x10000

# By name: the number on x86_64 and on aarch64; None where there is no such call.
_SOCKET, _CONNECT, _CLONE, _CLONE3 = (41, 198), (42, 203), (56, 220), (435, 435)
_NEVER: dict[str, tuple[int | None, int | None]] = {
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "kcmp": (312, 272),
    "pidfd_open": (434, 434), "pidfd_getfd": (438, 438), "process_madvise": (440, 440),
    "io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "io_uring_register": (427, 427),
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282),
    "keyctl": (250, 219), "add_key": (248, 217), "request_key": (249, 218),
    "unshare": (272, 97), "setns": (308, 268), "chroot": (161, 51), "pivot_root": (155, 41),
    "mount": (165, 40), "umount2": (166, 39), "open_tree": (428, 428), "move_mount": (429, 429), "fsopen": (430, 430),
    "fsmount": (432, 432), "mount_setattr": (442, 442),
    "open_by_handle_at": (304, 265), "name_to_handle_at": (303, 264),
    "kexec_load": (246, 104), "init_module": (175, 105), "finit_module": (313, 273), "delete_module": (176, 106),
    "reboot": (169, 142), "swapon": (167, 224), "swapoff": (168, 225),
    "chmod": (90, None), "fchmod": (91, 52), "fchmodat": (268, 53), "fchmodat2": (452, 452),
    "chown": (92, None), "fchown": (93, 55), "lchown": (94, None), "fchownat": (260, 54),
    "setxattr": (188, 5), "lsetxattr": (189, 6), "fsetxattr": (190, 7), "removexattr": (197, 14),
    "lremovexattr": (198, 15), "fremovexattr": (199, 16),
    "utime": (132, None), "utimes": (235, None), "futimesat": (261, None), "utimensat": (280, 88),
}  # fmt: skip
_PROGRAMS: dict[str, tuple[int | None, int | None]] = {
    "fork": (57, None), "vfork": (58, None), "execve": (59, 221), "execveat": (322, 281),
}  # fmt: skip

Filter = list[tuple[int, int, int, int]]


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def is_available() -> bool:
    """True if the kernel takes filters, and the processor is one whose numbers are known here."""
    if MACHINE not in _SECCOMP:
        return False
    try:
        call(_SECCOMP[MACHINE], _ACTION_AVAILABLE, 0, ctypes.pointer(_Action(_REFUSE)))
    except OSError:
        return False
    return True


class _Action(ctypes.Structure):
    _fields_ = (("value", ctypes.c_uint32),)


def refuse(*, starts_programs: bool) -> None:
    """Refuses the calls from now on; one that ``starts_programs`` may, and have local sockets that nobody else has.

    Raises `OSError` where there is no seccomp.
    """
    if MACHINE not in _SECCOMP:
        raise OSError(errno.ENOSYS, "no seccomp")
    steps = b"".join(struct.pack("HBBI", *step) for step in _filter(starts_programs))
    call(_SECCOMP[MACHINE], _SET_FILTER, 0, ctypes.pointer(_Program(len(steps) // 8, steps)))


def _filter(starts_programs: bool) -> Filter:
    column = 0 if MACHINE == "x86_64" else 1
    answer = _REFUSE | errno.EPERM
    made: Filter = [(_LOAD, 0, 0, _ARCH), (_EQUAL, 1, 0, _ARCHITECTURE[MACHINE]), (_ANSWER, 0, 0, _KILL)]
    made += [(_LOAD, 0, 0, _NUMBER), (_AT_LEAST, 0, 1, _X32), (_ANSWER, 0, 0, answer)]
    for numbers in (*_NEVER.values(), *(() if starts_programs else _PROGRAMS.values())):
        number = numbers[column]
        if number is not None:
            made += _when(number, [(_ANSWER, 0, 0, answer)])
    no_socket = (_ANSWER, 0, 0, _REFUSE | errno.EACCES)
    if starts_programs:
        # One that listens for others of its kind asks first whether there are any: there are none.
        local = [(_LOAD, 0, 0, _FIRST_ARGUMENT), (_EQUAL, 1, 0, _UNIX), no_socket]
        stream = [(_LOAD, 0, 0, _SECOND_ARGUMENT), (_AND, 0, 0, _KIND_OF_SOCKET), (_EQUAL, 1, 0, _STREAM), no_socket]
        made += _when(_SOCKET[column], [*local, *stream, (_ANSWER, 0, 0, _ALLOW)])
        made += _when(_CONNECT[column], [(_ANSWER, 0, 0, _REFUSE | errno.ECONNREFUSED)])
    else:
        made += _when(_SOCKET[column], [no_socket])
        # clone3 hides its flags from a filter; without it, the C library takes clone.
        made += _when(_CLONE3[column], [(_ANSWER, 0, 0, _REFUSE | errno.ENOSYS)])
        thread = [(_LOAD, 0, 0, _FIRST_ARGUMENT), (_AND, 0, 0, _THREAD), (_EQUAL, 1, 0, 0), (_ANSWER, 0, 0, _ALLOW)]
        made += _when(_CLONE[column], [*thread, (_ANSWER, 0, 0, answer)])
    return [*made, (_ANSWER, 0, 0, _ALLOW)]


def _when(number: int, steps: Filter) -> Filter:
    """Those steps for one call; each must end in an answer, since the number is no longer loaded after them."""
    return [(_EQUAL, 0, len(steps), number), *steps]
