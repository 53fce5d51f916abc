"""A program that reads what strangers wrote, kept to its own folder: no network, no other files, and only so much.

Linux gives this to any user: Landlock for files, seccomp for the network and other programs, and resource limits. A
program is started by `start.py`, which is given its `Limits`; `report.confinement` tries what holds on this computer.
The modules use the standard library alone, since they run before anything else is read in.
"""
