"""Catalogues: whole, with the same placeholders, and kept without losing anything."""

from __future__ import annotations

import io
import re
import shutil
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from inequality.errors import InputError, TranslationError
from inequality.words import language, languages
from inequality.words.extraction import extracted, header, updated
from inequality.words.messages import catalogue, message, placeholders
from inequality.words.tags import FOLDER, known

SOURCE = extracted()
FOLDERS = [FOLDER / tag for tag in known() if (FOLDER / tag / "messages.po").is_file()]
each_catalogue = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


def read(folder: Path) -> Catalog:
    found = catalogue(folder)
    assert found is not None
    return found


def strings(string: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string or ("",))


def test_each_language_but_english_has_a_catalogue() -> None:
    assert {tag for tag in known() if "-" not in tag} - {"en"} <= {folder.name for folder in FOLDERS}


@each_catalogue
def test_no_message_is_missing_fuzzy_or_obsolete(folder: Path) -> None:
    found = read(folder)
    translated = {entry.id for entry in found if entry.id and all(strings(entry.string))}
    source = {entry.id for entry in SOURCE if entry.id}
    missing = source - translated if "-" not in folder.name else set()
    assert not missing, f"run `make messages` and translate {sorted(map(str, missing))}"
    assert not translated - source, "run `make messages`: these are no messages any more"
    assert not [entry.id for entry in found if entry.fuzzy and entry.id]
    assert not found.obsolete


@each_catalogue
def test_placeholders_are_those_of_the_source(folder: Path) -> None:
    for entry in read(folder):
        for source in strings(entry.id) if entry.id else ():
            for text in strings(entry.string):
                assert placeholders(text) == placeholders(source), text
                assert text.count("\n") == source.count("\n"), text
                assert text == text.strip()


def worth(text: str, tag: str) -> list[float]:
    """What the numbers of a text are worth, in words or figures, whatever their order: percents as shares."""
    found = []
    for numeral in language(tag).numerals(re.sub(r"\{\w+\}", "\N{BULLET}", text)):
        values = [reading.value for reading in numeral.readings]
        share = len(values) == 2 and max(values) == 100 * min(values)
        found.append(float(min(values) if share else values[-1]))
    return sorted(float(f"{value:.9g}") for value in found)


def differing(tag: str) -> list[tuple[str, str]]:
    """Messages with figures whose numbers a language's text does not say."""
    words, found = language(tag), {}
    for entry in SOURCE:
        singular, *rest = strings(entry.id) if entry.id else ("",)
        for n in (0, 1, 2, 5, 21, 10**6) if rest else (0,):
            source = [singular, *rest][n != 1 if rest else 0]
            try:
                text = words._found(singular, "".join(rest), n)
            except TranslationError:
                continue  # told by another test
            if re.search(r"\d", source + text) and worth(source, "en") != worth(text, tag):
                found[source] = text
    return list(found.items())


@pytest.mark.parametrize("tag", known())
def test_numbers_are_worth_what_the_source_says(tag: str) -> None:
    """Years, editions and quarters included; in a territory as it prints them. "3.7 billion" may be "3700 millones"."""
    assert not differing(tag)


@each_catalogue
def test_plural_forms_are_cldr_s(folder: Path) -> None:
    rule = language(folder.name).locale.plural_form
    for entry in read(folder):
        if entry.pluralizable:
            assert len(strings(entry.string)) == len(rule.tags | {"other"}), entry.id


@each_catalogue
def test_the_header_says_which_language_and_who_reviewed_it(folder: Path) -> None:
    head = (folder / "messages.po").read_text(encoding="utf-8").partition("\n\n")[0] + "\n"
    for line in header(folder.name).splitlines():
        if not line.startswith('"X-Reviewed-By'):
            assert line in head.splitlines()
    assert re.search(r'"X-Reviewed-By: [^"\\]+\\n"', head)
    assert language(folder.name).reviewed is ("nobody yet" not in head)


def test_only_english_passes_as_reviewed_without_a_catalogue() -> None:
    assert {each.code for each in languages() if each.reviewed} >= {"en", "en-IN"}
    assert language("es-AR").reviewed is language("es").reviewed


@each_catalogue
def test_keeping_a_catalogue_changes_nothing_in_it(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / folder.name
    shutil.copytree(folder, copy)
    (copy / "messages.po").write_bytes(updated(copy, SOURCE))
    before, after = read(folder), read(copy)
    kept = {str(entry.id): entry.string for entry in after if entry.id}
    assert all(kept[str(entry.id)] == entry.string for entry in before if entry.id)


def test_keeping_a_catalogue_loses_nothing(tmp_path: Path) -> None:
    source = Catalog()
    for text in ("Brand new", "none in the ledger", ("{n} person", "{n} people")):
        source.add(text, "", locations=[("inequality/charts/new.py", 0)])
    folder = tmp_path / "es"
    folder.mkdir()
    reviewed = header("es").replace("nobody yet", "A. Reader")
    entry = 'msgid "none in the ledger"\nmsgstr "ninguno en el registro"\n\nmsgid "long gone"\nmsgstr "ya no está"\n'
    (folder / "messages.po").write_text(f"{reviewed}\n{entry}", encoding="utf-8")
    (folder / "messages.po").write_bytes(updated(folder, source))
    text = (folder / "messages.po").read_text(encoding="utf-8")
    found = read_po(io.BytesIO(text.encode("utf-8")))
    assert found["none in the ledger"].string == "ninguno en el registro"
    assert found["Brand new"].string == ""
    assert len(strings(found["{n} person"].string)) == 3
    assert [entry.string for entry in found.obsolete.values()] == ["ya no está"]
    assert "X-Reviewed-By: A. Reader" in text
    assert updated(folder, source) == text.encode("utf-8")


def test_a_territory_s_catalogue_gets_no_new_messages(tmp_path: Path) -> None:
    folder = tmp_path / "pt-PT"
    folder.mkdir()
    assert b"none in the ledger" not in updated(folder, SOURCE)


def test_a_territory_says_only_what_differs() -> None:
    for folder in FOLDERS:
        if "-" in folder.name:
            base = read(FOLDER / folder.name.partition("-")[0])
            assert not [entry.id for entry in read(folder) if entry.id and entry.string == base[entry.id].string]
    assert language("pt-PT").text("none in the ledger") == "nenhum no registo"
    assert language("pt-BR").text("none in the ledger") == "nenhum no registro"
    assert language("pt-PT").text("no range") == language("pt").text("no range")
    assert "ß" not in language("de-CH").text("{allowed} is an estimate; its outer limits are {outer}.", allowed="", outer="")


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en", "1 person|2 people|5 people|21 people|3.5 people|1,000,000 people"),
        ("es", "1 persona|2 personas|5 personas|21 personas|3,5 personas|1.000.000 de personas"),
        ("fr", "1 personne|2 personnes|5 personnes|21 personnes|3,5 personnes|1 000 000 de personnes"),
        ("ru", "1 человек|2 человека|5 человек|21 человек|3,5 человека|1 000 000 человек"),
        ("ar", "1 شخص|2 شخص|5 أشخاص|21 شخصًا|3.5 شخص|1,000,000 شخص"),
        ("de", "1 Mensch|2 Menschen|5 Menschen|21 Menschen|3,5 Menschen|1.000.000 Menschen"),
    ],
)
def test_plurals_follow_the_number(tag: str, expected: str) -> None:
    words = language(tag)
    said = [words.plural("{n} person", "{n} people", n, digits=1 if n % 1 else 0) for n in (1, 2, 5, 21, 3.5, 10**6)]
    assert "|".join(said).replace("\N{NARROW NO-BREAK SPACE}", " ") == expected


@pytest.mark.parametrize(
    ("tag", "n", "digits", "said"),
    [
        ("ru", 281, 0, "в 281 раз"),
        ("ru", 281, 1, "в 281,0 раза"),
        ("ru", 280.96, 1, "в 281,0 раза"),
        ("ru", 280.96, 0, "в 281 раз"),
        ("en", 1, 0, "1 time"),
        ("en", 1, 1, "1.0 times"),
        ("es", 1, 1, "1,0 vez"),
        ("fr", 1.5, 1, "1,5 fois"),
    ],
)
def test_the_form_goes_with_the_decimals_that_are_printed(tag: str, n: float, digits: int, said: str) -> None:
    assert language(tag).plural("{n} time", "{n} times", n, digits=digits) == said


def test_the_word_for_a_large_number_goes_with_its_decimals() -> None:
    said = [language(tag).scaled(1e9, digits) for tag in ("de", "it", "fr") for digits in (0, 1)]
    assert [text.partition("\N{NO-BREAK SPACE}")[2] for text in said] == [
        "Milliarde", "Milliarden", "miliardo", "miliardi", "milliard", "milliard",
    ]  # fmt: skip


def test_after_a_word_such_as_million_the_noun_goes_with_the_word() -> None:
    said = {tag: language(tag).plural("{n} person", "{n} people", 3.7e9, scaled=True) for tag in ("en", "es", "ru", "de")}
    assert {tag: text.replace("\N{NO-BREAK SPACE}", " ") for tag, text in said.items()} == {
        "en": "3.7 billion people",
        "es": "3700 millones de personas",
        "ru": "3,7 млрд человек",
        "de": "3,7 Milliarden Menschen",
    }


def test_what_is_missing_or_wrong_raises() -> None:
    with pytest.raises(TranslationError, match=r"'never seen' has no German translation.*make messages"):
        language("de").text("never seen")
    assert language("en").text("never seen") == "never seen"
    with pytest.raises(InputError, match="needs a text for id"):
        language("en").text("Record {id}")
    with pytest.raises(InputError, match="needs a text for id"):
        language("en").text("Record {id}", id=42)  # type: ignore[arg-type]
    assert language("en").text("Record {id}", id="{id} {__class__}") == "Record {id} {__class__}"
    assert message("kept") == "kept"
