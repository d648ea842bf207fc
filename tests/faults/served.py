"""Hashes and tables that the servers of these tests send."""

import hashlib


def sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
