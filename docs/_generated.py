"""Pages written from the registries when the documentation is built: the ledger of claims, sources, the gallery of charts."""

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from inequality.charts import CHARTS
from inequality.claims import CLAIMS, Verdict, check
from inequality.claims._report import span, way_found
from inequality.claims.verdict import STATUSES
from inequality.errors import DrawingError
from inequality.reproduce import figures
from inequality.sources import SOURCES

FOLDERS = ("ledger", "sources", "gallery")


def ledger() -> Iterator[tuple[str, str]]:
    """Yield the pages of the ledger by name."""
    verdicts = {id: check(id) for id in CLAIMS}
    published = {id: verdict for id, verdict in verdicts.items() if verdict.finding.published.text}
    rest = {id: verdict for id, verdict in verdicts.items() if id not in published}
    lines = [
        "# Ledger of claims",
        "",
        "Every entry is a file that anybody can read and change; `inequality check ID` computes it again.",
        "",
    ]
    lines += ["What the verdicts mean:", "", *(f"- **{name}**: {means}" for name, means in STATUSES.items()), ""]
    lines += ["## Published claims", "", *_rows(published), "", "## What the built-in data say", "", *_rows(rest), ""]
    lines += ["```{toctree}", ":hidden:", "", *verdicts, "```", ""]
    yield "index", "\n".join(lines)
    for id, verdict in verdicts.items():
        yield id, _claim(id, verdict)


def _rows(verdicts: dict[str, Verdict]) -> Iterator[str]:
    yield from ("| claim | by | published | the data allow | verdict |", "|---|---|---|---|---|")
    for id, verdict in verdicts.items():
        finding = verdict.finding
        unit = finding.published.unit
        allowed = span(finding.computed, unit) if finding.computed else "not computed"
        said = f"{finding.published.shown} {unit}" if finding.published.text else ""
        wording = str(verdict.claim["wording"]).replace("|", "/")
        by = f"{verdict.claim['publisher']}, {verdict.claim['date'].year}" if said else ""
        yield f"| [{wording}]({id}.md) | {by} | {said} | {allowed} | {verdict.status} |"


def _claim(id: str, verdict: Verdict) -> str:
    card = _card(id)
    lines = [f"# {verdict.claim['wording']}", "", f"`{id}`", ""]
    lines += [f"![{card[1]}]({id}.svg)", ""] if card else []
    lines += [verdict.paragraph, "", *_switches(verdict), *_one_dollar(verdict)]
    lines += ["## The whole verdict", "", "```text", str(verdict), "```", ""]
    lines += ["## Compute it again", "", "```sh", f"inequality check {id}", f"inequality check {id} --json"]
    lines += [f"inequality check {id} --xlsx {id}.xlsx"] if verdict.finding.computed else []
    lines += [f"inequality draw {id}"] if card else []
    lines += [f"inequality cite {id}", "```", ""]
    return "\n".join(lines)


def _switches(verdict: Verdict) -> Iterator[str]:
    """Yield the critics' switches side by side, as a table."""
    if not verdict.switches:
        return
    yield from ("## The critics' switches, side by side", "")
    yield from (
        "What the claim chose stands first; below it, what every other choice gives, or which figure would decide it.",
        "",
    )
    yield from ("| switch | choice | the data allow |", "|---|---|---|")
    for switch in verdict.switches:
        for way in switch.ways:
            title = f"**{switch.title}**" if way.of_claim else ""
            said = f"{way.said} (as claimed)" if way.of_claim else way.said
            cells = (title, said, way_found(way, verdict))
            yield "| " + " | ".join(" ".join(cell.split()).replace("|", "/") for cell in cells) + " |"
    yield ""


def _one_dollar(verdict: Verdict) -> Iterator[str]:
    """Yield what one person with one dollar out-owns, where the claim is on the poorest."""
    one = verdict.one_dollar
    if one is None:
        return
    yield from ("## One person with one dollar and no debts", "")
    if one.claim is not None and one.finding is not None and one.finding.computed is not None:
        said = span(one.finding.computed, one.finding.published.unit)
        yield f"In {one.claim.year} such a person [owned more than the poorest {said}]({one.claim.id}.md) together."
    if one.lacking:
        yield f"For {verdict.claim.year} it would take {one.lacking}."
    yield ""


def _card(id: str) -> tuple[bytes, str] | None:
    """Return the picture of a verdict and its alt text, where a card can be drawn."""
    if "claim_card" not in CHARTS:
        return None
    try:
        figure = CHARTS["claim_card"].function(check(id))
    except DrawingError:
        return None
    return figure.picture("svg"), " ".join(figure.alt.split()).replace("[", "(").replace("]", ")")


def sources() -> Iterator[tuple[str, str]]:
    """Yield the pages of the sources by name."""
    lines = [
        "# Sources",
        "",
        "Publishers' data that `inequality fetch` brings to your machine and `inequality.load` opens.",
        "",
    ]
    lines += ["| source | publisher | covers | licence |", "|---|---|---|---|"]
    for name, entry in SOURCES.items():
        origin = entry.facts["origin"]
        lines.append(f"| [`{name}`]({name}.md) | {origin.producer} | {entry.facts['covers']} | {origin.licence} |")
    lines += ["", "```{toctree}", ":hidden:", "", *SOURCES, "```", ""]
    yield "index", "\n".join(lines)
    for name, entry in SOURCES.items():
        yield name, _source(name, entry)


def _source(name: str, entry: Any) -> str:
    facts, origin = entry.facts, entry.facts["origin"]
    lines = [f"# {name}: {origin.title}", "", facts["covers"], ""]
    lines += [
        f"- Publisher: {origin.producer}",
        f"- Address: <{origin.url}>",
        f"- Licence: {origin.licence} ({origin.licence_evidence})",
    ]
    lines += [f"- May the publisher's file be passed on: {origin.redistributable}", f"- Cite: {origin.citation}"]
    lines += [f"- Hosts that are asked: {', '.join(facts['hosts']) or 'none'}"]
    lines += [f"- By hand: {facts['by_hand']}"] if facts["by_hand"] else []
    lines += [
        "",
        "```sh",
        f"inequality show {name}",
        f"inequality fetch {name} --dry-run",
        f"inequality fetch {name}",
        "```",
        "",
    ]
    lines += ["```python", "import inequality", "", f'table = inequality.load("{name}")', "```", "", "## Options", ""]
    lines += ["```text", inspect.getdoc(entry.function) or "", "```", ""]
    return "\n".join(lines)


def gallery() -> Iterator[tuple[str, str]]:
    """Yield the pages of the gallery: each chart, its figures, and the call that drew them."""
    shown: dict[str, list[Any]] = {}
    for record in figures().values():
        shown.setdefault(record.call.chart, []).append(record)
    lines = ["# Gallery", "", "Each chart with the figures that come with the package, and the line that draws them.", ""]
    for name, entry in CHARTS.items():
        lines += [f"## {entry.facts['title']}", "", f"`{name}`: {entry.facts['shows']} {entry.summary}", ""]
        for record in shown.get(name, []):
            lines += [f"![{record.title}]({record.figure}.svg)", "", "```python", "import inequality", ""]
            lines += [f'inequality.draw("{record.figure}")', "```", "", "```sh", f"inequality draw {record.figure}", "```", ""]
            lines += ["Recorded call: `" + f"{record.call.chart}({_arguments(record.call.arguments)})`", ""]
    yield "index", "\n".join(lines)


def _arguments(arguments: Any) -> str:
    return ", ".join(f"{name}={value!r}" for name, value in arguments.items())


def write(app: Sphinx) -> None:
    """Write all of them; what has not changed keeps its date, so that a second build is quick."""
    root = Path(app.srcdir)
    for folder, pages in zip(FOLDERS, (ledger, sources, gallery), strict=True):
        (root / folder).mkdir(exist_ok=True)
        for name, text in pages():
            _put(root / folder / f"{name}.md", text.encode())
    for id in CLAIMS:
        if card := _card(id):
            _put(root / "ledger" / f"{id}.svg", card[0])
    shelf = Path(__file__).parents[1] / "figures"
    for name in figures():
        _put(root / "gallery" / f"{name}.svg", (shelf / name / f"{name}.svg").read_bytes())


def _put(path: Path, data: bytes) -> None:
    if not path.exists() or path.read_bytes() != data:
        path.write_bytes(data)


def setup(app: Sphinx) -> dict[str, Any]:
    """Tell Sphinx."""
    app.connect("builder-inited", write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
