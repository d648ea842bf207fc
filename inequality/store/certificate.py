"""Who issued the certificate that was refused: behind a company's proxy that is the company, and its name is the remedy.

Nothing is sent over this connection; it is closed as soon as the certificate was shown.
"""

from __future__ import annotations

import http.client
import ssl
from collections.abc import Iterator
from urllib.parse import urlsplit

__all__ = ["issuer"]

#: Object identifiers of a name's parts: organisation, common name.
PARTS = {b"\x55\x04\x0a", b"\x55\x04\x03"}
VERSION = 0xA0


def issuer(url: str, proxy: str, seconds: float = 5.0) -> str:
    """Return the issuer of a server's certificate, or "unknown" where it cannot be seen.

    Parameters
    ----------
    url : str
        What was asked.
    proxy : str
        Address of the proxy, or nothing.
    seconds : float
        Longest wait.
    """
    target, way = urlsplit(url), urlsplit(proxy if "//" in proxy else f"//{proxy}")
    host, port = target.hostname or "", target.port or 443
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE  # to look at it, not to trust it
    connection = http.client.HTTPConnection(way.hostname or host, way.port or port, timeout=seconds)
    try:
        if way.hostname:
            connection.set_tunnel(host, port)
        connection.connect()
        with context.wrap_socket(connection.sock, server_hostname=host) as secured:
            return _issuer_of(secured.getpeercert(binary_form=True) or b"") or "unknown"
    except (OSError, ValueError, IndexError, http.client.HTTPException):
        return "unknown"
    finally:
        connection.close()


def _issuer_of(certificate: bytes) -> str:
    """Organisation and common name of the issuer in a certificate (X.509 in DER)."""
    (_, whole), *_ = _values(certificate)
    (_, signed), *_ = _values(whole)
    fields = [(tag, value) for tag, value in _values(signed) if tag != VERSION]
    name = fields[2][1]  # after the serial number and the kind of signature
    found = []
    for _, members in _values(name):
        for _, pair in _values(members):
            (_, kind), (_, text) = _values(pair)
            if kind in PARTS:
                found.append("".join(c for c in text.decode("utf-8", "replace") if c.isprintable()))
    return ", ".join(dict.fromkeys(found))[:120]


def _values(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the tag and the value of each element."""
    place = 0
    while place < len(data):
        tag, length, place = data[place], data[place + 1], place + 2
        if length & 0x80:
            count = length & 0x7F
            length, place = int.from_bytes(data[place : place + count], "big"), place + count
        yield tag, data[place : place + length]
        place += length
