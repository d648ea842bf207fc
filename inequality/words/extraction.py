"""Takes the messages out of the code and into every language's catalogue: ``python -m inequality.words.extraction``.

Nothing is lost: a translation whose message is gone stays in its file as obsolete, one whose message changed as fuzzy; the
tests fail until somebody has looked at it.
"""

from __future__ import annotations

import io
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po
from babel.plural import to_gettext

from inequality.words.messages import NOBODY, REVIEWED, catalogue
from inequality.words.tags import FOLDER, known

__all__ = ["extracted", "header", "update", "updated"]

#: The functions whose first argument is a message, and which arguments of them are.
KEYWORDS = {"text": None, "message": None, "plural": (1, 2)}
PACKAGE = Path(__file__).parents[1]
#: Keys of a claim's record whose texts stand in its pictures.
SAID = ("wording", "publisher", "subject", "says", "missing", "assumption")


def extracted(package: Path = PACKAGE) -> Catalog:
    """Return the messages of the package, in English.

    Parameters
    ----------
    package : Path
        Folder of Python files.

    Returns
    -------
    Catalog
        With the files in which each stands.

    Examples
    --------
    >>> "none in the ledger" in extracted()
    True
    """
    found = Catalog(charset="utf-8")
    methods: list[tuple[str, Any]] = [("**.py", "python"), ("claims/records/**.toml", _of_record)]
    files = extract_from_dir(package, method_map=methods, keywords=KEYWORDS, comment_tags=("For translators:",))
    for name, _, source, comments, _ in sorted(files, key=lambda each: (each[0], each[1])):
        found.add(source, "", locations=[(f"inequality/{Path(name).as_posix()}", 0)], auto_comments=comments)
    return found


def _of_record(file: BinaryIO, *_: object, options: object = None) -> Iterator[tuple[int, str, str, list[str]]]:
    """Yield the texts of a claim's record in the form that Babel asks of a method."""
    text = file.read().decode("utf-8")
    for said in _texts(tomllib.loads(text)):
        yield 0, "message", said, []


def _texts(node: Any) -> Iterator[str]:
    """Yield what a table of a record says under the keys of `SAID`, at any depth."""
    if isinstance(node, list):
        for each in node:
            yield from _texts(each)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key in SAID and isinstance(value, str):
                yield value
            else:
                yield from _texts(value)


def header(tag: str) -> str:
    """Return the head of a new catalogue, which nobody has reviewed.

    Parameters
    ----------
    tag : str
        Of the language.

    Returns
    -------
    str
        In gettext's form, plural forms in CLDR's order.

    Examples
    --------
    >>> "nplurals=4" in header("ru")
    True
    """
    locale = Locale.parse(tag, sep="-")
    forms = to_gettext(locale.plural_form)
    lines = [
        "Project-Id-Version: wealth-inequality",
        f"Language: {tag.replace('-', '_')}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        f"Plural-Forms: {forms if forms.endswith(';') else forms + ';'}",
        f"{REVIEWED}: {NOBODY}",
    ]
    body = "".join(f'"{line}\\n"\n' for line in lines)
    return f'# {locale.english_name} translations of wealth-inequality.\nmsgid ""\nmsgstr ""\n{body}'


def updated(folder: Path, source: Catalog) -> bytes:
    """Return a language's catalogue with the messages as they now are; a territory's gets no new ones.

    Parameters
    ----------
    folder : Path
        Of the language.
    source : Catalog
        As `extracted`.

    Returns
    -------
    bytes
        The file.

    Examples
    --------
    >>> folder = FOLDER / "es"
    >>> updated(folder, extracted()).startswith(b"# Spanish")
    True
    """
    path = folder / "messages.po"
    head = path.read_text(encoding="utf-8").partition("\n\n")[0] + "\n" if path.is_file() else header(folder.name)
    kept = path.read_bytes() if path.is_file() else head.encode()
    old = read_po(io.BytesIO(kept), locale=folder.name.replace("-", "_"), charset="utf-8")
    template = Catalog(charset="utf-8")
    for entry in source:
        if entry.id and ("-" not in folder.name or entry.id in old):
            template.add(entry.id, "", locations=entry.locations, auto_comments=entry.auto_comments)
    old.update(template, update_header_comment=False)
    out = io.BytesIO()
    write_po(out, old, width=120, omit_header=True, include_lineno=False, sort_output=True)
    body = re.sub(r'\A(?:#.*\n)*msgid ""\nmsgstr ""\n(?:".*"\n)*\n?', "", out.getvalue().decode("utf-8"))
    return f"{head}\n{body.strip()}\n".encode()


def update() -> Iterator[str]:
    r"""Write every catalogue anew and yield a line about each.

    Yields
    ------
    str
        Tag, messages, and how many are left to translate.

    Examples
    --------
    >>> print("\n".join(update()))  # doctest: +SKIP
    """
    source = extracted()
    for tag in known():
        path = FOLDER / tag / "messages.po"
        if tag.startswith("en") or ("-" in tag and not path.is_file()):
            continue
        data = updated(path.parent, source)
        path.write_bytes(data)
        catalogue.cache_clear()
        found = catalogue(path.parent)
        assert found is not None
        left = [entry for entry in found if entry.id and (entry.fuzzy or not all(_strings(entry.string)))]
        yield f"{tag:6} {len(found):4} messages, {len(left)} to translate, {len(found.obsolete)} obsolete"


def _strings(string: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string or ("",))


if __name__ == "__main__":
    for line in update():
        print(line)
