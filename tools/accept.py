"""Draws every figure anew beside those that are kept, and shows what changed, old and new side by side.

Nothing is replaced until somebody has looked: ``make accept`` writes build/accept/index.html, ``make accept YES=1`` takes the
new files and writes the index by which pictures without a record are recognised.
"""

from __future__ import annotations

import argparse
import difflib
import html
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from inequality import articles
from inequality.press.shelf import write_whole
from inequality.reproduce import known

ROOT = Path(__file__).parents[1]
KEPT, BUILD = ROOT / "figures", ROOT / "build" / "accept"
#: Most changed lines of a text that are shown.
MOST_LINES = 60
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title><style>
body {{ font: 16px/1.4 system-ui, sans-serif; margin: 24px; background: #eceff1; color: #1a1a1a }}
section {{ background: #fff; padding: 16px; margin: 0 0 24px }} h2 {{ font-size: 1rem; margin: 0 0 12px }}
.pair {{ display: grid; grid-template-columns: 1fr 1fr; gap: 16px; align-items: start }}
img {{ width: 100%; border: 1px solid #ccc }}
pre {{ overflow: auto; max-height: 320px; white-space: pre-wrap; background: #f6f8fa; padding: 8px; margin: 0 }}
figcaption {{ color: #595959 }} figure {{ margin: 0; min-width: 0 }}
</style><h1>{title}</h1>{body}</html>"""


@dataclass(frozen=True)
class Change:
    """A file of a figure that is not as it was kept."""

    name: Path
    old: Path
    new: Path

    @property
    def status(self) -> str:
        """New, changed or gone."""
        return "new" if not self.old.exists() else "gone" if not self.new.exists() else "changed"


def changes(old: Path, new: Path) -> list[Change]:
    """Return the files that differ between two folders of figures."""
    names = sorted({path.relative_to(folder) for folder in (old, new) for path in folder.glob("*/*") if path.is_file()})
    found = [Change(name, old / name, new / name) for name in names]
    return [change for change in found if _bytes(change.old) != _bytes(change.new)]


def page(found: list[Change], folder: Path) -> str:
    """Return the page, a part for each figure: pictures side by side, what changed in texts; the other files are named."""
    title = f"{len(found)} changed file{'s' * (len(found) != 1)}" if found else "Nothing changed"
    figures = {
        change.name.parts[0]: [other for other in found if other.name.parts[0] == change.name.parts[0]] for change in found
    }
    body = "".join(_section(name, changed, folder) for name, changed in figures.items())
    return PAGE.format(title=title, body=body)


def _section(name: str, changed: list[Change], folder: Path) -> str:
    """Show the bitmaps, and a drawing whose bitmap is as it was; then texts."""
    bitmaps = {change.name.with_suffix("") for change in changed if change.name.suffix == ".png"}
    shown = [
        change
        for change in changed
        if change.name.suffix == ".png" or (change.name.suffix == ".svg" and change.name.with_suffix("") not in bitmaps)
    ]
    texts = [change for change in changed if change.name.suffix in (".csv", ".txt")]
    rest = ", ".join(f"{change.name.name} ({change.status})" for change in changed if change not in (*shown, *texts))
    parts = [_pair(change, folder) for change in shown] + [_difference(change) for change in texts]
    also = f"<p>Also: {html.escape(rest)}</p>" if rest else ""
    return f"<section><h2>{html.escape(name)}</h2>{''.join(parts)}{also}</section>"


def _pair(change: Change, folder: Path) -> str:
    sides = "".join(
        f"<figure><figcaption>{html.escape(change.name.name)}, {label}</figcaption>{_picture(path, folder)}</figure>"
        for label, path in (("old", change.old), ("new", change.new))
    )
    return f'<div class="pair">{sides}</div>'


def _picture(path: Path, folder: Path) -> str:
    if not path.exists():
        return "none"
    address = html.escape(Path(os.path.relpath(path, folder)).as_posix())
    return f'<img loading="lazy" alt="{html.escape(path.name)}" src="{address}">'


def _difference(change: Change) -> str:
    """Show the lines of a text that are gone and those that are new."""
    old, new = (path.read_text(encoding="utf-8").splitlines() if path.exists() else [] for path in (change.old, change.new))
    lines = list(difflib.unified_diff(old, new, "old", "new", n=0, lineterm=""))[2:]
    told = "\n".join(html.escape(line) for line in lines[:MOST_LINES])
    more = f"\n({len(lines) - MOST_LINES} more lines)" if len(lines) > MOST_LINES else ""
    return f"<p>{html.escape(change.name.name)}: {change.status}</p><pre>{told}{more}</pre>"


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def take(found: list[Change]) -> None:
    """Put the new files in the place of the old."""
    for change in found:
        if change.new.is_file():
            change.old.parent.mkdir(parents=True, exist_ok=True)
            write_whole(change.old, change.new.read_bytes())
        else:
            change.old.unlink()


def main() -> None:
    """Draw, compare, and show or take."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--yes", action="store_true", help="take the new files")
    words = parser.parse_args()
    new = BUILD / "figures"
    shutil.rmtree(BUILD, ignore_errors=True)
    shutil.copytree(KEPT, new, ignore=shutil.ignore_patterns(articles.STAMPS))  # what is the same stays as it is
    articles.draw_all(new)
    found = changes(KEPT, new)
    (BUILD / "index.html").write_text(page(found, BUILD), encoding="utf-8")
    for change in found:
        print(f"{change.status:<8} {change.name}")
    if words.yes:
        take(found)
        known.write(KEPT)
        print(f"{len(found)} files accepted")
    else:
        print(f"{len(found)} files differ: look at {BUILD / 'index.html'}, then make accept YES=1")


if __name__ == "__main__":
    main()
