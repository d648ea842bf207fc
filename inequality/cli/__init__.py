"""The command line: a verb first, ids everywhere, ``--json`` everywhere.

Exit status: 0 yes (reproduced, consistent, same), 1 no, 2 wrong use, 3 cannot be decided.
"""

from __future__ import annotations

import argparse
import io
import json
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from inequality import __version__, clash
from inequality.cli import checking, drawing, publishers
from inequality.cli.printing import emit, outline, table
from inequality.errors import InequalityError, NameClashError, UnknownNameError

__all__: list[str] = []

YES, NO, WRONG_USE, UNDECIDED = 0, 1, 2, 3
KINDS = ("claims", "data", "sources", "metrics", "charts", "figures")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    arguments : sequence of str, optional
        Words of the command; those of the process by default.

    Returns
    -------
    int
        The exit status.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a redirected stream on Windows is not UTF-8 by itself
            stream.reconfigure(encoding="utf-8")
    parsing = parser()
    words = parsing.parse_args(arguments)
    if words.run is None:
        parsing.print_help()
        return WRONG_USE
    try:
        clash.check()
        status: int = words.run(words)
    except NameClashError as error:
        return _fail(error)
    except InequalityError as error:
        return _fail(error)
    except BrokenPipeError:
        sys.stderr.close()  # the reader has seen enough
        return YES
    except KeyboardInterrupt:
        print("Interrupted; what was finished is kept.", file=sys.stderr)
        return 130
    return status


def _fail(error: InequalityError) -> int:
    print(f"inequality: {error}", file=sys.stderr)
    return WRONG_USE


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="inequality",
        description="Measures inequality, checks claims about it, draws charts of it.",
        epilog="Each command explains itself: inequality COMMAND --help",
    )
    parser.add_argument("--version", action="version", version=f"inequality {__version__}")
    parser.set_defaults(run=None)
    verbs = parser.add_subparsers(title="commands", metavar="COMMAND")

    def verb(name: str, run: Callable[[argparse.Namespace], int], summary: str) -> argparse.ArgumentParser:
        added = verbs.add_parser(name, help=summary, description=summary)
        added.set_defaults(run=run)
        added.add_argument("--json", action="store_true", help="print JSON")
        return added

    listing = verb("list", _list, "list claims, data, sources, metrics, charts or figures")
    listing.add_argument("kind", nargs="?", choices=KINDS, help="what to list; everything by default")
    listing.add_argument("word", nargs="?", default="", help="only what contains this word")
    verb("show", _show, "show anything by its id").add_argument(
        "id", help="of a claim, a table (rich_list@2017), a source, a metric, a chart or a figure"
    )
    checking.words(verb("check", checking.run, "check a claim or a sentence: is it true?"))
    drawing.draw_words(verb("draw", drawing.run_draw, "draw a figure: pictures and all that a desk needs to print it"))
    drawing.verify_words(verb("verify", drawing.run_verify, "is this picture ours, and does it come out the same again?"))
    drawing.start_words(verb("start", drawing.run_start, "copy the notebooks into a folder"))
    _measure_words(verb("measure", _measure, "measure the inequality of a column of your own file"))
    publishers.fetch_words(verb("fetch", publishers.run_fetch, "bring a publisher's data to this machine, checked"))
    publishers.diff_words(verb("diff", publishers.run_diff, "what changed between two editions"))
    citing = verb("cite", _cite, "what to cite for a figure, a claim or a table")
    citing.add_argument("id", help="of a figure, a claim or a table")
    citing.add_argument("--bibtex", action="store_true", help="as BibTeX")
    verb("doctor", _doctor, "is everything in order on this machine?").add_argument(
        "--network", action="store_true", help="send one small request to each publisher"
    )
    return parser


def _catalogue(kind: str) -> dict[str, str]:
    """Ids of one kind with a line about each."""
    if kind == "claims":
        from inequality.claims import CLAIMS

        return {
            id: f"{claim.published.text or 'computed'} {claim.published.unit}: {claim['wording']}"
            for id, claim in CLAIMS.items()
        }
    if kind == "data":
        from inequality.dataset import datasets, describe

        return {
            f"{name}@{edition}": str(describe(f"{name}@{edition}")["title"])
            for name, editions in datasets().items()
            for edition in editions
        }
    if kind == "sources":
        return publishers.catalogue()
    if kind == "metrics":
        from inequality.metrics import ALL_METRICS

        return {
            name: f"{entry.facts['title']}: {entry.facts['range']} ({entry.facts['reference']})"
            for name, entry in ALL_METRICS.items()
        }
    if kind == "charts":
        from inequality.charts import CHARTS

        return {name: entry.summary for name, entry in CHARTS.items()}
    from inequality.reproduce import figures

    return {name: record.title for name, record in figures().items()}


def _list(words: argparse.Namespace) -> int:
    word = words.word.casefold()
    found = {
        kind: {id: line for id, line in _catalogue(kind).items() if word in f"{id} {line}".casefold()}
        for kind in ([words.kind] if words.kind else KINDS)
    }
    emit(words, found, lambda: "\n\n".join(f"{kind}\n{table(entries.items())}" for kind, entries in found.items()))
    return YES if any(found.values()) else NO


def _kind_of(id: str) -> str:
    """The kind of thing that has this id."""
    from inequality.dataset import datasets
    from inequality.sources import SOURCES

    if "@" in id or id in datasets():
        return "sources" if id.partition("@")[0] in SOURCES else "data"
    if id in SOURCES:
        return "sources"
    named = {kind: _catalogue(kind) for kind in KINDS if kind != "data"}
    for kind, entries in named.items():
        if id in entries:
            return kind
    known = [*(name for entries in named.values() for name in entries), *datasets()]
    raise UnknownNameError("claim, table, source, metric, chart or figure", id, known)


def _show(words: argparse.Namespace) -> int:
    kind = _kind_of(words.id)
    if kind == "claims":
        from inequality.claims import check

        verdict = check(words.id)
        emit(words, verdict.as_dict(), lambda: str(verdict))
        return YES
    if kind == "data":
        from inequality.dataset import describe

        about = describe(words.id)
        emit(words, about, lambda: outline(about))
    elif kind == "sources":
        facts = publishers.show(words.id)
        emit(words, facts, lambda: outline(facts))
    elif kind == "figures":
        from inequality.reproduce import figures

        record = figures()[words.id]
        emit(words, json.loads(record.to_json()), lambda: outline(_figure_facts(record)))
    else:
        import inspect

        from inequality import charts, metrics

        entry = metrics.ALL_METRICS[words.id] if kind == "metrics" else charts.CHARTS[words.id]
        told = {name: value for name, value in entry.facts.items() if isinstance(value, (str, tuple))}
        text = f"{entry.name}{inspect.signature(entry.function)}\n\n{inspect.getdoc(entry.function)}"
        emit(words, {"name": entry.name, **told, "documentation": inspect.getdoc(entry.function)}, text)
    return YES


def _figure_facts(record: Any) -> dict[str, Any]:
    arguments = ", ".join(f"{name}={value!r}" for name, value in record.call.arguments.items())
    return {
        "figure": record.figure,
        "title": record.title,
        "record": record.id,
        "drawn by": f"{record.call.chart}({arguments})",
        "inputs": list(record.inputs),
        "table": record.table,
    }


def _cite(words: argparse.Namespace) -> int:
    kind = _kind_of(words.id)
    if kind == "data":
        from inequality.dataset import built_in

        provenance = built_in(words.id).provenance
    elif kind == "sources":
        provenance = publishers.provenance(words.id)
    elif kind == "claims":
        from inequality.claims import check

        provenance = check(words.id).provenance
    elif kind == "figures":
        from inequality.reproduce import draw

        provenance = draw(words.id).provenance
    else:
        raise UnknownNameError(
            "figure, claim or table", words.id, [*_catalogue("figures"), *_catalogue("claims"), *_catalogue("data")]
        )
    text = provenance.bibtex() if words.bibtex else provenance.citation()
    emit(words, {"id": words.id, "citations": text.splitlines()}, text)
    return YES


def _measure_words(measuring: argparse.ArgumentParser) -> None:
    measuring.add_argument("file", type=Path, help="CSV, Parquet, Stata, SPSS or Excel")
    measuring.add_argument("--value", required=True, metavar="V", help="the column to measure")
    measuring.add_argument("--weight", metavar="W", help="the column of weights")
    measuring.add_argument("--by", action="append", metavar="G", help="a column of groups; may be given several times")
    measuring.add_argument("--metrics", metavar="LIST", help="such as gini,top_share:0.01; see: inequality list metrics")
    measuring.add_argument("--missing", choices=("refuse", "exclude"), default="refuse", help="incomplete rows (refuse)")
    measuring.add_argument("--decimal", default=".", metavar="SIGN", help="decimal sign of a CSV file (.)")
    measuring.add_argument("--encoding", default="utf-8", metavar="NAME", help="encoding of a CSV file (utf-8)")


def _measure(words: argparse.Namespace) -> int:
    from inequality.files import read_columns
    from inequality.measuring import measure
    from inequality.results import records, text

    numbers = [words.value, *([words.weight] if words.weight else [])]
    frame = read_columns(words.file, numbers, words.by or (), decimal=words.decimal, encoding=words.encoding)
    found = measure(
        frame,
        value=words.value,
        weight=words.weight,
        by=words.by,
        metrics=words.metrics,
        missing=words.missing,
        total=True,
    )
    emit(words, records(found), lambda: text(found, shutil.get_terminal_size((128, 24)).columns))
    return YES


def _doctor(words: argparse.Namespace) -> int:
    from inequality.doctor import examine

    if words.network:
        return publishers.network(words, lambda line: print(line, file=sys.stderr, flush=True))
    findings = examine()
    emit(
        words,
        [vars(finding) for finding in findings],
        lambda: table([("ok" if f.ok else "WRONG", f.what, f.found) for f in findings]),
    )
    return YES if all(finding.ok for finding in findings) else NO
