"""One small request: whether a publisher still answers, and with what."""

from __future__ import annotations

import csv
import json
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import requests
import urllib3

from inequality.errors import OfflineError, SourceError
from inequality.store.gate import Gate
from inequality.store.inspection import MAGIC, Wrong, inspect
from inequality.store.keeping import offline
from inequality.store.limits import LIMITS, Limits
from inequality.store.opening import opened
from inequality.store.received import Interrupted, Validators
from inequality.store.remote import Remote
from inequality.store.session import Watchdog
from inequality.store.wanted import Wanted

__all__ = ["Probed", "probe"]

ENOUGH = 1 << 16


@dataclass(frozen=True)
class Probed:
    """What a publisher answered.

    Parameters
    ----------
    source, url : str
        What was asked.
    ok : bool
        Whether it looks like the file wanted.
    status : int
        Of the answer; 0 where there was none.
    content_type : str
        As the server calls it.
    found : str
        Columns, or the format; or what is wrong.
    """

    source: str
    url: str
    ok: bool
    status: int = 0
    content_type: str = ""
    found: str = ""


def probe(wanted: Wanted, limits: Limits | None = None) -> Probed:
    """Ask for the beginning of a file, and say what came; nothing is kept.

    Parameters
    ----------
    wanted : Wanted
        The file.
    limits : Limits, optional
        How long.
    """
    url = wanted.urls[0]
    limits = replace(limits or LIMITS, attempts=1, headers=30.0)
    dog = Watchdog()
    try:
        if offline():
            raise OfflineError("INEQUALITY_OFFLINE forbids it")
        asked = {} if wanted.remote.gate.kind == "json" else {"Range": f"bytes=0-{ENOUGH - 1}"}
        with opened(wanted, url, asked, limits, limits.clock() + 60.0, dog) as (response, _):
            start = b""
            while len(start) < ENOUGH and (piece := response.raw.read1(ENOUGH - len(start), decode_content=False)):
                start += piece
            status, kind = response.status_code, response.headers.get("Content-Type", "").partition(";")[0]
        ok, found = _found(response, start, wanted.remote)
        return Probed(wanted.source, url, ok, status, kind, found)
    except SourceError as error:
        return Probed(wanted.source, url, False, found=error.problem)
    except Interrupted as error:
        return Probed(wanted.source, url, False, found=error.came)
    except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
        return Probed(wanted.source, url, False, found=f"broke off ({type(error).__name__})")
    finally:
        dog.release()


def _found(response: requests.Response, start: bytes, remote: Remote) -> tuple[bool, str]:
    """Whether an answer looks like the file, and what was seen in it."""
    if response.status_code not in (200, 206):
        return False, "no data"
    if remote.member:
        ok, found = _told(start, Gate("zip"))
        parts = response.status_code == 206 and Validators(response.headers.get("ETag", "")).strong
        return ok and parts, found if parts else f"{found}, and its members cannot be read alone"
    ok, found = _told(start, remote.gate)
    return _whole(start, remote.gate, found) if ok and remote.gate.kind == "json" and len(start) < ENOUGH else (ok, found)


def _whole(body: bytes, gate: Gate, found: str) -> tuple[bool, str]:
    """Hold a short answer, which is all of it, against its gate: a message in JSON is none of the columns wanted."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answer.json"
        path.write_bytes(body)
        try:
            inspect(path, gate)
        except Wrong as error:
            return False, error.came[:200]
    return True, found


def _told(start: bytes, gate: Gate) -> tuple[bool, str]:
    """Whether the beginning of a file is one of its kind, and its columns."""
    if gate.kind in MAGIC:
        return start.startswith(MAGIC[gate.kind]), gate.kind if start.startswith(MAGIC[gate.kind]) else f"no {gate.kind}"
    text = start.decode(gate.encoding, "replace").lstrip()
    if text.startswith("<") and gate.kind != "xml":
        return False, "a page instead of data"
    if gate.kind == "json":
        try:
            data = json.loads(text)
        except ValueError:
            begun = text.startswith(("{", "[")) and len(start) >= ENOUGH
            return begun, "the beginning of JSON" if begun else "no JSON"
        names = data if isinstance(data, dict) else next((each for each in data if isinstance(each, dict)), {})
        return True, f"JSON: {', '.join(names)}"[:200]
    if gate.kind != "csv":
        return bool(start), gate.kind
    header = [name.strip() for name in next(csv.reader(text.splitlines()[:1], delimiter=gate.separator), [])]
    missing = [name for name in gate.columns if name not in header]
    return not missing, f"without {', '.join(missing)}: {', '.join(header)}"[:200] if missing else ", ".join(header)[:200]
