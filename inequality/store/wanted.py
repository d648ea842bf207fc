"""One file that is wanted: whose it is, where it may come from, and how messages about it begin."""

from __future__ import annotations

import hashlib
import json
import os
import re
from dataclasses import dataclass
from urllib.parse import urlencode, urljoin, urlsplit

from inequality.errors import BlockedError, FetchError, GateError
from inequality.store.remote import Remote

__all__ = ["Wanted"]


@dataclass(frozen=True)
class Wanted:
    """A file of a source.

    Parameters
    ----------
    source : str
        Name of the source.
    remote : Remote
        The file.
    hosts : tuple of str
        The only hosts it may come from, over https. ``"http://host:port"`` lists one server without encryption.
    by_hand : str
        How a user gets the file where the publisher blocks programs.
    sha256 : str
        The hash that it must have; empty where it is not known.
    words : str
        What follows ``inequality fetch`` on the command line to ask for it.
    """

    source: str
    remote: Remote
    hosts: tuple[str, ...]
    by_hand: str = ""
    sha256: str = ""
    words: str = ""

    @property
    def request(self) -> str:
        """A short hash of what is asked for: name, path, query, headers, member; on whatever host."""
        parts = urlsplit(self.remote.url)
        query = [parts.query, *sorted(self.remote.parameters.items())]
        asked = [self.remote.name, parts.path, query, sorted(self.remote.headers.items()), self.remote.member]
        return hashlib.sha256(json.dumps(asked).encode()).hexdigest()[:12]

    @property
    def urls(self) -> tuple[str, ...]:
        """The addresses with the query, the publisher's first."""
        query = urlencode(dict(self.remote.parameters))
        plain = filter(None, (self.remote.url, *self.remote.mirrors))
        return tuple(url + ("&" if "?" in url else "?") * bool(query) + query for url in plain)

    @property
    def called(self) -> str:
        """The file, for messages."""
        member = f", member {self.remote.member}" if self.remote.member else ""
        return f"{self.source}: {self.remote.name}{member}"

    @property
    def importing(self) -> str:
        """The command that brings in a file got by hand."""
        return f"inequality fetch {self.words or self.source} --import FILE"

    def refusal(self, url: str) -> str:
        """Say why nothing is asked of this address, or nothing where it is listed."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            return "it is no address"
        if parts.username is not None or parts.password is not None:
            return "it carries a user name"
        if parts.scheme not in ("https", "http"):
            return f"'{parts.scheme}:' is no way to fetch data"
        if f"{parts.scheme}://{parts.netloc}".casefold() in self.hosts:
            return ""
        if parts.scheme == "http":
            return "it is not encrypted"
        if (parts.hostname or "") not in self.hosts or port not in (None, 443):
            return f"'{parts.netloc}' is not a host of this source"
        return ""

    def redirected(self, url: str, location: str, count: int, most: int) -> str:
        """Return the address that a redirect leads to, or raise where it must not be followed."""
        try:
            target = urljoin(url, location)
        except ValueError:
            target = location
        refusal = self.refusal(target) or (f"more than {most} redirects" if count > most else "")
        if not refusal and urlsplit(url).scheme == "https" and urlsplit(target).scheme == "http":
            refusal = "it leaves encryption"
        if refusal:
            raise self.failed(
                url,
                f"was redirected to {shown(target)}, which is refused: {refusal}",
                possible=f"a redirect within {', '.join(self.hosts)}",
                remedy="if you are behind a log-in page, log in first; if the publisher has moved, update inequality, or "
                + self.alternative,
            )
        return target

    @property
    def alternative(self) -> str:
        """What else a user can do: get the file by hand."""
        return f"{self.by_hand or 'get the file in a browser'} and run: {self.importing}"

    def failed(self, url: str, came: str, *, possible: str, remedy: str = "") -> FetchError:
        """Return the error for a network or a server that failed."""
        return FetchError(self._told(url, came), possible=possible, remedy=remedy or self._later)

    def blocked(self, url: str, came: str) -> BlockedError:
        """Return the error for a page instead of data."""
        return BlockedError(
            self._told(url, came),
            possible=self.remote.gate.expected,
            remedy=f"{self.alternative}. If you are behind a log-in page, log in first",
        )

    def refused(self, url: str, came: str, *, possible: str) -> GateError:
        """Return the error for a file that is not what the publisher publishes."""
        return GateError(
            self._told(url, came),
            possible=possible,
            remedy="nothing was kept; try again later, then look whether a newer inequality knows this format",
        )

    def _told(self, url: str, came: str) -> str:
        """What happened, without the user's key, which a server may repeat in its answer."""
        told = f"{self.called} from {shown(url)} {came}"
        return told.replace(self.key, "...") if self.key else told

    @property
    def _later(self) -> str:
        return f"try again later; what was fetched before is untouched. Or {self.alternative}"

    @property
    def key(self) -> str:
        """The user's key for this publisher, without the line end of a file that it was in, or nothing."""
        return os.environ.get(self.remote.secret[0], "").strip() if self.remote.secret else ""


def shown(url: str) -> str:
    """Return an address as messages may show it: without a user name, and on one line."""
    return re.sub(r"[\x00-\x20\x7f-\x9f]", "?", re.sub(r"//[^/@]*@", "//...@", url))[:500]
