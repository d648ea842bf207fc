"""The connection to a server: certificates of the operating system, proxies of the environment, and a watchdog.

Timeouts of a socket bound the wait for one piece; a server that sends one byte at a time defeats them, and in the headers no
code of ours runs between two bytes. So each connection is known to a watchdog, which closes it when the time is over.
"""

from __future__ import annotations

import os
import socket
import ssl
import threading
from collections.abc import Callable
from typing import Any

import requests
import truststore
import urllib3
from requests.adapters import HTTPAdapter

from inequality import __version__

__all__ = ["Watchdog", "certificates", "connected"]

USER_AGENT = f"wealth-inequality/{__version__} (Python package; https://pypi.org/project/wealth-inequality)"
#: Files of certificates that a user names; the first that is set is used instead of the operating system's.
BUNDLES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE")


def certificates() -> str:
    """Return the file of certificates that the user named, or nothing: those of the operating system."""
    return next((os.environ[name] for name in BUNDLES if os.environ.get(name)), "")


class Watchdog:
    """Closes the connections it watches when the time is over.

    It holds a duplicate of each socket: shutting that down ends the connection in whatever state it is, also in the middle of
    a TLS handshake.
    """

    def __init__(self) -> None:
        self._sockets: list[socket.socket] = []
        self._timer: threading.Timer | None = None
        self._guard = threading.Lock()
        self.bit = False

    def watch(self, sock: socket.socket) -> None:
        """Watch one more connection."""
        with self._guard:
            self._sockets.append(sock.dup())
            if self.bit:
                self._close()

    def within(self, seconds: float) -> None:
        """Bite after so many seconds from now, and not when it was said before."""
        self.calm()
        self._timer = threading.Timer(max(0.0, seconds), self._bite)
        self._timer.daemon = True
        self._timer.start()

    def calm(self) -> None:
        """Do not bite."""
        if self._timer is not None:
            self._timer.cancel()

    def release(self) -> None:
        """Do not bite, and forget the connections."""
        self.calm()
        with self._guard:
            for sock in self._sockets:
                sock.close()
            self._sockets.clear()

    def _bite(self) -> None:
        with self._guard:
            self.bit = True
            self._close()

    def _close(self) -> None:
        for sock in self._sockets:
            try:
                sock.shutdown(socket.SHUT_RDWR)
            except OSError:  # already closed
                continue


class _Adapter(HTTPAdapter):
    """Makes connections that the watchdog knows, checked against the certificates of the operating system."""

    def __init__(self, watch: Callable[[socket.socket], None]) -> None:
        self._pools = {
            "http": _watched(urllib3.HTTPConnectionPool, watch),
            "https": _watched(urllib3.HTTPSConnectionPool, watch),
        }
        self._context = None if certificates() else truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        if self._context is not None:
            kwargs["ssl_context"] = self._context
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = self._pools

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        if self._context is not None:
            kwargs["ssl_context"] = self._context
        manager = super().proxy_manager_for(proxy, **kwargs)
        if not proxy.lower().startswith("socks"):
            manager.pool_classes_by_scheme = self._pools
        return manager

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
        if self._context is None:  # else the context verifies, and no other list of authorities is added to it
            super().cert_verify(conn, url, verify, cert)  # type: ignore[no-untyped-call]


def _watched(pool: Any, watch: Callable[[socket.socket], None]) -> Any:
    class Connection(pool.ConnectionCls):  # type: ignore[misc]
        def _new_conn(self) -> socket.socket:
            sock: socket.socket = super()._new_conn()
            watch(sock)
            return sock

    return type(pool.__name__, (pool,), {"ConnectionCls": Connection})


class _Session(requests.Session):
    """Follows no redirect, and does not look at one: requests would read its body to the end, however long that is."""

    def get_redirect_target(self, resp: requests.Response) -> None:
        return None


def connected(watch: Callable[[socket.socket], None]) -> requests.Session:
    """Return a session of requests: nothing decoded, no redirect, no password file; proxies are the environment's."""
    session = _Session()
    session.headers = requests.structures.CaseInsensitiveDict(
        {"User-Agent": USER_AGENT, "Accept": "*/*", "Accept-Encoding": "identity", "Accept-Language": "en"}
    )
    session.auth = _as_it_is  # or requests looks for passwords in ~/.netrc
    session.verify = certificates() or True
    for scheme in ("http://", "https://"):
        session.mount(scheme, _Adapter(watch))
    return session


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request
