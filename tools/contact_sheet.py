"""Shows every figure and every chart in English, Spanish, Arabic and Hindi, for the article and the phone: to be looked at.

A chart of which no figure ships is shown by its example. One that cannot be drawn says why, in the place of its pictures.
"""

from __future__ import annotations

import html
import sys
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from inequality.charts import CHARTS
from inequality.errors import InequalityError
from inequality.press import Call, Figure
from inequality.reproduce import figures
from inequality.reproduce.drawing import redrawn

ROOT = Path(__file__).parents[1]
LANGUAGES, SIZES = ("en", "es", "ar", "hi"), {"article": 800, "phone": 400}
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Contact sheet</title><style>
body {{ font: 16px/1.4 system-ui, sans-serif; margin: 24px; background: #eceff1; color: #1a1a1a }}
.row {{ display: flex; gap: 16px; align-items: start; overflow-x: auto; padding-bottom: 12px }}
figure {{ margin: 0; flex: none }} figcaption {{ color: #595959 }} img {{ display: block; border: 1px solid #ccc }}
p {{ margin: 0; width: 400px; background: #fff; padding: 12px }}
</style><h1>Contact sheet: {count} figures</h1>{body}</html>"""


@cache
def drawable() -> dict[str, Any]:
    """Return what can be drawn again, by name: the figures' records, and the examples of charts that none of them shows."""
    shown = {record.call.chart for record in figures().values()}
    examples = {
        name.replace("_", "-"): Call(name, entry.facts["example"]) for name, entry in CHARTS.items() if name not in shown
    }
    return {**figures(), **{name: SimpleNamespace(call=call, figure=name) for name, call in examples.items()}}


def shown(name: str, code: str, folder: Path) -> str:
    """Draw a figure in a language in each size; return what the page shows of it."""
    try:
        figure = redrawn(drawable()[name], language=code)
        return "".join(_picture(figure, code, size, folder) for size in SIZES)
    except InequalityError as error:  # the page is for looking at what can be drawn and for seeing what cannot
        print(f"{name} in {code}: {error}", file=sys.stderr)
        return f"<figure><figcaption>{code}</figcaption><p>{html.escape(str(error))}</p></figure>"


def _picture(figure: Figure, code: str, size: str, folder: Path) -> str:
    file = f"{figure.name}.{code}.{size}.png"
    (folder / file).write_bytes(figure.picture("png", size))
    image = f'<img loading="lazy" width="{SIZES[size]}" src="{file}" alt="{html.escape(figure.alt)}" lang="{code}">'
    return f"<figure><figcaption>{code}, {size}</figcaption>{image}</figure>"


def main() -> None:
    """Draw all into build/contact-sheet."""
    folder = ROOT / "build" / "contact-sheet"
    folder.mkdir(parents=True, exist_ok=True)
    body = []
    names = list(drawable())
    for number, name in enumerate(names, 1):
        print(f"[{number}/{len(names)}] {name}", file=sys.stderr, flush=True)
        row = "".join(shown(name, code, folder) for code in LANGUAGES)
        body.append(f'<h2>{html.escape(name)}</h2><div class="row">{row}</div>')
    (folder / "index.html").write_text(PAGE.format(count=len(names), body="".join(body)), encoding="utf-8")
    print(folder / "index.html")


if __name__ == "__main__":
    main()
