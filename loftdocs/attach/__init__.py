"""The case's own papers: files that are there already, and go into the bundles as they are.

Each is looked at in a process of its own (`look`), which also makes of it what the bundle takes: any file may be made
to do harm. What it found (`found`) is what the rules tell of and what the bundle's claims rest on.
"""
