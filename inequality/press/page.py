"""A page of HTML that needs nothing but itself: styles and scripts inline, a policy that lets nothing else run or load."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from inequality.press.lines import plain
from inequality.words import Language

__all__ = ["address", "data_of", "escaped", "part", "whole_page"]

FOLDER = Path(__file__).parent / "pages"


def escaped(text: str) -> str:
    r"""Return a text as HTML, also within quotes, without what could reverse or hide what a reader sees.

    Examples
    --------
    >>> escaped('<b onload="x">\u202e & \x00')
    '&lt;b onload=&quot;x&quot;&gt; &amp;'
    """
    return "\n".join(html.escape(plain(line)) for line in text.split("\n"))


def address(url: str) -> str:
    """Return an address that may be a link: http or https; empty for any other.

    Examples
    --------
    >>> address("https://wid.world/"), address("javascript:alert(1)")
    ('https://wid.world/', '')
    """
    return escaped(url) if re.match(r"https?://[^\s\"'<>]+\Z", url) else ""


def data_of(value: Any) -> str:
    r"""Return JSON that can stand inside a script element.

    Examples
    --------
    >>> data_of({"name": "</script>"})
    '{"name":"\\u003c/script\\u003e"}'
    """
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    return text.replace("<", r"\u003c").replace(">", r"\u003e").replace("&", r"\u0026")


@cache
def part(name: str) -> str:
    """Return a style or script that comes with the package."""
    return (FOLDER / name).read_text(encoding="utf-8")


def whole_page(
    title: str, body: str, words: Language, *, styles: Sequence[str], scripts: Sequence[str], description: str = ""
) -> bytes:
    """Return a page: its texts are escaped already, its title and description are not.

    Only the scripts given run, each told by its hash; nothing is loaded but pictures of the same folder.
    """
    hashes = " ".join(_hash(script) for script in scripts) or "'none'"
    policy = (
        f"default-src 'none'; img-src 'self' file: data:; style-src 'unsafe-inline'; script-src {hashes}; "
        "base-uri 'none'; form-action 'none'"
    )
    style = "\n".join(styles)
    code = "".join(f"<script>{script}</script>\n" for script in scripts)
    return (
        f'<!DOCTYPE html>\n<html lang="{words.code}" dir="{words.direction}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{html.escape(policy, quote=False)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="description" content="{escaped(description)}">\n'
        f"<title>{escaped(title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n{body}\n{code}</body>\n</html>\n"
    ).encode()


def _hash(script: str) -> str:
    """Return what a policy lets a script run by."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
