"""Opens the answer to a request: paced, redirects followed by hand to listed hosts, the user's key for the publisher alone."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import requests
import urllib3

from inequality.store.limits import Limits
from inequality.store.received import Interrupted
from inequality.store.session import Watchdog, connected
from inequality.store.trouble import network_trouble
from inequality.store.wanted import Wanted

__all__ = ["opened"]

#: When each host was last asked, for those that want a pause.
_asked: dict[str, float] = {}


@contextlib.contextmanager
def opened(
    wanted: Wanted, url: str, headers: dict[str, str], limits: Limits, deadline: float, dog: Watchdog
) -> Iterator[tuple[requests.Response, str]]:
    """Open the answer to a request; the watchdog bites when headers or body are too late.

    Parameters
    ----------
    wanted : Wanted
        The file.
    url : str
        One of its addresses.
    headers : dict
        Beyond those of the file and of the session.
    limits : Limits
        How long, how often.
    deadline : float
        When all must be over, by the clock of the limits.
    dog : Watchdog
        Closes the connections.

    Yields
    ------
    Response, str
        Of requests, its body not yet read; and the address that answered.

    Raises
    ------
    FetchError
        If the address, or one that it redirects to, must not be asked, or asking again is useless.
    Interrupted
        If the server did not answer this time.
    """
    with connected(dog.watch) as session:
        for count in range(1, limits.redirects + 3):
            if refusal := wanted.refusal(url):
                raise wanted.failed(url, f"is not asked: {refusal}", possible=f"https and one of {', '.join(wanted.hosts)}")
            dog.within(min(deadline - limits.clock(), limits.headers))
            response = _ask(wanted, session, url, {**wanted.remote.headers, **headers, **_secret(wanted, url)}, limits, dog)
            with contextlib.closing(response):
                if not response.is_redirect:
                    dog.within(deadline - limits.clock())
                    yield response, url
                    return
                url = wanted.redirected(url, response.headers["Location"], count, limits.redirects)


def _ask(
    wanted: Wanted, session: requests.Session, url: str, headers: dict[str, str], limits: Limits, dog: Watchdog
) -> requests.Response:
    host = urlsplit(url).netloc
    since = limits.clock() - _asked.get(host, -wanted.remote.pause)
    if since < wanted.remote.pause:
        limits.sleep(wanted.remote.pause - since)
    _asked[host] = limits.clock()
    late = f"sent no whole headers within {limits.headers:,.1f} seconds"
    try:
        timeout = (limits.connect, min(limits.silence, limits.headers))
        response = session.get(url, headers=headers, stream=True, allow_redirects=False, timeout=timeout)
    except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as error:
        if dog.bit:
            raise Interrupted(late) from error
        trouble, remedy = network_trouble(error, url)
        if remedy:
            raise wanted.failed(url, trouble, possible="a safe connection to the publisher", remedy=remedy) from error
        raise Interrupted(trouble) from error
    if dog.bit:  # a connection closed in the headers looks like the end of them
        response.close()
        raise Interrupted(late)
    return response


def _secret(wanted: Wanted, url: str) -> dict[str, str]:
    """The header with the user's key, for the publisher's own address alone."""
    at_home = urlsplit(url)[:2] == urlsplit(wanted.remote.url)[:2]
    if not (wanted.remote.secret and wanted.key and at_home):
        return {}
    variable, header = wanted.remote.secret
    if not re.fullmatch("[ -~]+", wanted.key):  # what sends it would quote it in its own error
        raise wanted.failed(
            url,
            f"is not asked: {variable} holds what no key does, a line end or a letter beyond ASCII",
            possible="the key alone",
            remedy=f"set {variable} to your key for this publisher, as it was given to you",
        )
    return {header: wanted.key}
