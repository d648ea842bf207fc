"""What went wrong with the network, in words, and what to do where trying again is useless."""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterator
from urllib.parse import urlsplit

import requests

from inequality.store.certificate import issuer
from inequality.store.session import certificates

__all__ = ["network_trouble", "proxy"]

#: What kinds of failure mean.
SAID = {
    "RemoteDisconnected": "closed the connection without an answer",
    "BadStatusLine": "gave an answer that is no HTTP",
    "LineTooLong": "sent headers without end",
    "HTTPException": "sent headers without end",
    "InvalidHeader": "contradicts itself in its headers",
    "ConnectionResetError": "broke the connection off",
    "ConnectionRefusedError": "refused the connection",
}


def network_trouble(error: BaseException, url: str) -> tuple[str, str]:
    """Return what happened, and what to do if trying again is useless, else nothing.

    Parameters
    ----------
    error : BaseException
        As it came from requests.
    url : str
        What was asked.
    """
    causes = list(_causes(error))
    text = " ".join(map(str, causes))
    if "407" in text and ("roxy" in text or "unnel" in text):
        return (
            f"was refused by the proxy {proxy(url)}: 407, it wants a user name and a password",
            "put them into the proxy's address, as in HTTPS_PROXY=http://user:password@proxy:port",
        )
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        broke_off = any(isinstance(cause, (ssl.SSLEOFError, ssl.SSLZeroReturnError)) for cause in causes)
        return ("broke off while the connection was made safe", "") if broke_off else _tls(causes, url)
    if isinstance(error, requests.exceptions.ProxyError):
        return f"could not be asked through the proxy {proxy(url)}", ""
    if isinstance(error, (requests.exceptions.InvalidURL, requests.exceptions.MissingSchema)) or (
        isinstance(error, OSError) and not isinstance(error, requests.RequestException) and "CA certificate bundle" in text
    ):
        return (
            f"could not be asked ({error})",
            f"mend the address, or the file of certificates ({certificates() or 'none named'})",
        )
    if isinstance(error, requests.exceptions.Timeout):
        return "did not answer in time", ""
    if re.search(r"[Nn]ame or service|getaddrinfo|resolve|NameResolution", text):
        return f"was not found: the name {urlsplit(url).hostname} is not known here (no network, or no such host)", ""
    told = next((SAID[name] for name in (type(cause).__name__ for cause in causes) if name in SAID), "could not be reached")
    return told, ""


def _tls(causes: list[BaseException], url: str) -> tuple[str, str]:
    reason = next((cause.verify_message for cause in causes if isinstance(cause, ssl.SSLCertVerificationError)), "")
    reason = reason or next((str(cause.reason) for cause in causes if isinstance(cause, ssl.SSLError) and cause.reason), "")
    return (
        f"could not be asked safely: its certificate was refused ({reason or 'TLS failed'}); "
        f"issuer: {issuer(url, _proxy(url))}; proxy: {proxy(url)}; "
        f"trusted: {certificates() or 'the certificates of the operating system'}",
        "behind a company's proxy, install the issuer's certificate in the operating system, or name its file in "
        "REQUESTS_CA_BUNDLE; elsewhere check the clock of this machine. Nothing is fetched unverified",
    )


def proxy(url: str) -> str:
    """Return the proxy that the environment names for an address, without the password in it, or "none"."""
    return re.sub(r"//[^/@]*@", "//...@", _proxy(url)) or "none"


def _proxy(url: str) -> str:
    return requests.utils.get_environ_proxies(url).get(urlsplit(url).scheme, "")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    stack = [error]
    while stack:
        one = stack.pop()
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        inner = [argument for argument in one.args if isinstance(argument, BaseException)]
        reason = getattr(one, "reason", None)
        stack += [one.__cause__, one.__context__, *inner, *([reason] if isinstance(reason, BaseException) else [])]
