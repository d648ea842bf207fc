"""The record of a figure: how it was made, in a form that anyone can rebuild it from.

It is carried inside each picture and stands beside them. The short id is a hash of the inputs, the call and the table
(no clock, no versions) and is printed in the source line, since social networks strip what a picture carries.

A record read from a picture is untrusted: sizes are bounded, every field is checked, and no code, path or address in it
is followed. It asserts; only the rebuild proves.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import platform
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, NoReturn

from inequality.errors import RecordError

__all__ = ["MOST_BYTES", "Call", "Record", "identify", "versions"]

FORMAT = "inequality-record/1"
#: A record that is larger was not written by the press.
MOST_BYTES = 1 << 20
#: What the arguments of a chart may hold.
MOST_VALUES, MOST_DEPTH, MOST_LETTERS = 1_000, 4, 2_000
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's: no i, l, o, u to misread in print
_KEYS = {"format", "id", "figure", "title", "call", "inputs", "table", "table_sha256", "versions", "pictures"}


@dataclass(frozen=True)
class Call:
    """What draws a figure again: a chart's name and its arguments as JSON.

    Parameters
    ----------
    chart : str
        Name of the chart.
    arguments : mapping
        JSON values; claims by id, tables as ``name@edition``.
    """

    chart: str
    arguments: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Record:
    """How a figure was made.

    Parameters
    ----------
    id : str
        Short hash of inputs, call and table.
    figure, title : str
        Its name and title.
    call : Call
        What draws it.
    inputs : mapping of str to str
        sha256 of each input by ``source@edition``.
    table : str
        The plotted numbers as CSV.
    versions : mapping of str to str
        Of what drew it.
    pictures : mapping of str to mapping
        By file name: ``sha256`` of the picture, and ``drawing``, the sha256 of the SVG it goes with.
    """

    id: str
    figure: str
    title: str
    call: Call
    inputs: Mapping[str, str]
    table: str
    versions: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def to_json(self) -> str:
        """Return the record as JSON text, ASCII, keys sorted."""
        body = {"format": FORMAT, "table_sha256": hashlib.sha256(self.table.encode("utf-8")).hexdigest(), **asdict(self)}
        return json.dumps(body, indent=1, sort_keys=True, ensure_ascii=True, allow_nan=False) + "\n"

    @classmethod
    def from_json(cls, text: str | bytes) -> Record:
        """Read a record, trusting nothing in it.

        Raises
        ------
        RecordError
            If it is too large, not JSON, not of this format, or contradicts itself.

        Examples
        --------
        >>> Record.from_json("{}")  # doctest: +ELLIPSIS
        Traceback (most recent call last):
        inequality.errors.RecordError: This is not the record of a figure (other keys)...
        """
        if len(text) > MOST_BYTES:
            _refuse(f"{len(text):,} bytes", f"at most {MOST_BYTES:,} bytes")
        try:
            body = json.loads(text, parse_constant=_constant)
        except (ValueError, RecursionError) as error:
            raise RecordError(f"This is not the record of a figure (no JSON: {type(error).__name__})") from None
        if not isinstance(body, dict) or set(body) != _KEYS or body["format"] != FORMAT:
            _refuse("other keys", f"format '{FORMAT}' with the keys {', '.join(sorted(_KEYS))}")
        return _checked(body)


def identify(call: Call, inputs: Mapping[str, str], table: str) -> str:
    r"""Return the short id: ten characters, the same wherever inputs, call and table are the same.

    Examples
    --------
    >>> identify(Call("lorenz"), {}, "n\n1\n") == identify(Call("lorenz"), {}, "n\n1\n")
    True
    """
    matter = {"call": asdict(call), "inputs": dict(inputs), "table": table}
    text = json.dumps(matter, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
    number = int.from_bytes(hashlib.sha256(text.encode("ascii")).digest()[:8], "big") >> 14
    return "".join(_ALPHABET[number >> shift & 31] for shift in range(45, -1, -5))


def _checked(body: dict[str, Any]) -> Record:
    _require("id", body["id"], "[0-9a-z]{10}")
    _require("figure", body["figure"], "[a-z0-9][a-z0-9-]{0,79}")
    for key in ("title", "table", "table_sha256"):
        _require(key, body[key], r"[\s\S]*")
    call = body["call"]
    if not isinstance(call, dict) or set(call) != {"chart", "arguments"} or not isinstance(call["arguments"], dict):
        _refuse("its call", "a chart's name and its arguments")
    _require("call.chart", call["chart"], "[a-z][a-z0-9_]{0,79}")
    if _size(call["arguments"]) > MOST_VALUES:
        _refuse("its call's arguments", f"at most {MOST_VALUES:,} values, {MOST_DEPTH} deep, texts of {MOST_LETTERS:,} letters")
    inputs = _texts("inputs", body["inputs"], r"[\w.@+-]{1,200}", "[0-9a-f]{64}")
    versions = _texts("versions", body["versions"], r"[\w -]{1,80}", r"[\w.+ -]{1,80}")
    if not isinstance(body["pictures"], dict):
        _refuse("its pictures", "a table of file names")
    pictures = {}
    for name, hashes in body["pictures"].items():
        _require("a file name", name, r"[a-z0-9][A-Za-z0-9.-]{0,119}")  # a language may be es-MX
        pictures[name] = _texts("pictures", hashes, "sha256|drawing", "[0-9a-f]{64}")
    record = Record(
        body["id"],
        body["figure"],
        body["title"],
        Call(call["chart"], call["arguments"]),
        inputs,
        body["table"],
        versions,
        pictures,
    )
    if hashlib.sha256(record.table.encode("utf-8", "surrogatepass")).hexdigest() != body["table_sha256"]:
        _refuse("its table", "the table that its hash says")
    try:
        same = identify(record.call, inputs, record.table) == record.id
    except (ValueError, RecursionError):
        same = False
    if not same:
        _refuse(f"its id {record.id}", "the id that follows from its inputs, call and table")
    return record


def _size(value: object, depth: int = 0) -> int:
    """How many values there are in a JSON value; more than any may have where it is too deep or a text too long."""
    if depth > MOST_DEPTH or (isinstance(value, str) and len(value) > MOST_LETTERS):
        return MOST_VALUES + 1
    if isinstance(value, dict):
        return sum(_size(each, depth + 1) for pair in value.items() for each in pair)
    return sum(_size(each, depth + 1) for each in value) if isinstance(value, list) else 1


def _texts(name: str, value: object, key: str, text: str) -> dict[str, str]:
    if not isinstance(value, dict) or len(value) > 1000:
        _refuse(f"its {name}", "a table of texts")
    for k, v in value.items():
        _require(f"a name in {name}", k, key)
        _require(f"{name}.{k}", v, text)
    return dict(value)


def _require(name: str, value: object, pattern: str) -> None:
    if not isinstance(value, str) or not re.fullmatch(pattern, value, re.ASCII):
        _refuse(f"its {name[:60]}", f"a text like {pattern}")


def _constant(name: str) -> NoReturn:
    raise ValueError(name)


def _refuse(what: str, possible: str) -> NoReturn:
    raise RecordError(
        f"This is not the record of a figure ({what})", possible=possible, remedy="take the picture from where it was published"
    )


def versions(fonts: str) -> dict[str, str]:
    """Return the versions of what draws; of the fonts, their hash."""
    from inequality import __version__

    libraries = {name: importlib.metadata.version(name) for name in ("matplotlib", "numpy", "pandas", "pillow")}
    return {"wealth-inequality": __version__, **libraries, "python": platform.python_version(), "fonts": fonts}
