"""Linux namespaces: joins those that bubblewrap made, and gives up every right on the way.

`os.setns` and `os.unshare` come with Python 3.12, so the C library is called here.
"""

import ctypes
import fcntl
import os
from dataclasses import dataclass

USER, PID = 0x10000000, 0x20000000  # <linux/sched.h>
_KINDS = {"mnt": 0x00020000, "ipc": 0x08000000, "uts": 0x04000000, "net": 0x40000000, "pid": PID}
_GET_OWNER = 0xB701  # NS_GET_USERNS, <linux/nsfs.h>
_SET_DUMPABLE, _SET_NO_NEW_PRIVS = 4, 38  # <linux/prctl.h>
UNPRIVILEGED = 65500  # the user and group of a kernel when the grader runs as root
STUDENT = 1000  # the user and group that a kernel sees


@dataclass(frozen=True)
class Namespaces:
    """Open descriptors of the namespaces of a process, each with its kind, in the order of joining."""

    descriptors: list[tuple[int, int]]

    @classmethod
    def of(cls, pid: int) -> "Namespaces":
        """Open the namespaces of a process that this user has started."""
        found = [(os.open(f"/proc/{pid}/ns/{name}", os.O_RDONLY), kind) for name, kind in _KINDS.items()]
        if os.geteuid() != 0:
            # bubblewrap makes a second user namespace for the program; the others belong to the first
            found.insert(0, (fcntl.ioctl(found[0][0], _GET_OWNER), USER))
        return cls(found)

    def join(self) -> None:
        """Enter all of them; the PID namespace takes effect for the next child."""
        for descriptor, kind in self.descriptors:
            _call("setns", descriptor, kind)
            os.close(descriptor)


def become_student() -> None:
    """Drop to a user without rights, in a user namespace of its own, for good."""
    if os.geteuid() == 0 and _is_real_root():
        os.setgroups([])
        os.setresgid(UNPRIVILEGED, UNPRIVILEGED, UNPRIVILEGED)
        os.setresuid(UNPRIVILEGED, UNPRIVILEGED, UNPRIVILEGED)
        _call("prctl", _SET_DUMPABLE, 1, 0, 0, 0)  # or /proc/self would still be root's
    user, group = os.geteuid(), os.getegid()
    _call("unshare", USER)
    for name, text in [
        ("uid_map", f"{STUDENT} {user} 1"),
        ("setgroups", "deny"),
        ("gid_map", f"{STUDENT} {group} 1"),
    ]:
        with open(f"/proc/self/{name}", "w", encoding="ascii") as file:  # noqa: PTH123
            file.write(text)
    forbid_new_rights()


def forbid_new_rights() -> None:
    """No program that is started from here can gain rights by its file (setuid, capabilities)."""
    _call("prctl", _SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def _is_real_root() -> bool:
    """True when user 0 is the machine's: the first user namespace maps every number to itself."""
    with open("/proc/self/uid_map", encoding="ascii") as file:  # noqa: PTH123
        return file.read().split() == ["0", "0", "4294967295"]


def _call(name: str, *arguments: int) -> None:
    if getattr(ctypes.CDLL(None, use_errno=True), name)(*arguments) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")
