"""The store: the only code that opens a socket. Fetches publishers' files, checks them, keeps them, finds them again.

What it promises: no fault of network, server, disk or process ever yields a wrong table without an error. A file is seen only
when it is whole, when it passed its `Gate`, and when its hash is written down; it is held against that hash whenever it is
read. What it cannot tell is a server that, asked for the first time, sends other data that are as plausible as the right ones.
"""

from __future__ import annotations

from inequality.store.gate import Gate
from inequality.store.remote import Remote

__all__ = ["Gate", "Remote"]
