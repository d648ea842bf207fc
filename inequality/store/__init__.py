"""The store: the only code that opens a socket. Fetches publishers' files, checks them, keeps them, finds them again."""

from __future__ import annotations

from inequality.store.gate import Gate
from inequality.store.remote import Remote

__all__ = ["Gate", "Remote"]
