"""Built-in tables that are made of a publisher's file: rows written as CSV, size and hash put into their description."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"

Rows = Iterable[Mapping[str, object]]


def text(rows: Rows) -> str:
    """Return rows as the text of a CSV, in the order of the first row's columns."""
    listed = list(rows)
    out = io.StringIO()
    table = csv.DictWriter(out, list(listed[0]), lineterminator="\n")
    table.writeheader()
    table.writerows(listed)
    return out.getvalue()


def write(tables: Mapping[str, str]) -> None:
    """Write tables (``dataset@edition/table`` to text), and describe their bytes in the datapackage.json that is there."""
    for id, content in tables.items():
        folder, name = DATA / id.partition("/")[0].replace("@", "/"), id.partition("/")[2]
        raw = content.encode()
        (folder / f"{name}.csv").write_bytes(raw)
        path = folder / "datapackage.json"
        about = json.loads(path.read_text(encoding="utf-8"))
        resource = next(each for each in about["resources"] if each["name"] == name)
        resource |= {"bytes": len(raw), "hash": f"sha256:{hashlib.sha256(raw).hexdigest()}"}
        path.write_text(json.dumps(about, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        print(f"{id}: {content.count(chr(10)) - 1} rows")
