"""The press kit: what is in it, what is not, and that nothing in it runs, loads or leads elsewhere."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET  # of our own files
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pandas as pd
import pypdf
import pytest
from openpyxl import load_workbook
from PIL import Image

from inequality.errors import DrawingError, UnknownNameError, UntiedNumberError
from inequality.press import Figure, Record, carried_by
from inequality.press.kit import Kit
from inequality.press.page import address, data_of, escaped
from inequality.press.sheet import Sheet
from inequality.press.view import Layer, View, named, numbers
from inequality.provenance import Origin, Provenance, Snapshot
from inequality.words import language

pytest.importorskip("vl_convert")

PICTURES = {f"small.{size}{kind}" for size in ("", "phone.") for kind in ("png", "svg", "pdf", "text.svg")}
TEXTS = {"csv", "xlsx", "alt.txt", "caption.txt", "description.txt", "reading.txt", "citation.txt", "citation.bib"}
FONTS = {"fonts/InequalitySans-Regular.ttf", "fonts/InequalitySans-SemiBold.ttf", "fonts/OFL.txt"}
FILES = {
    *PICTURES, *(f"small.{suffix}" for suffix in TEXTS), *FONTS,
    "small.embed.html", "small.interactive.html", "small.record.json", "index.html",
}  # fmt: skip
#: What a text may bring along, and what must never come of it.
HOSTILE = [
    "<script>alert()</script>", '"onload="alert()', "javascript:alert()", "</title><img src=x onerror=alert()>",
    "a\u202eb\u2066c", "a\x00b\x1b", "=cmd|' /C calc'!A", "]]>", "</script><script>alert()</script>", "$x$ & <b>y</b>",
]  # fmt: skip


class _Page(HTMLParser):
    """Collects the elements and attributes of a page."""

    def __init__(self, data: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.scripts: list[str] = []
        self.open = ""
        self.feed(data.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self.open = tag
        if tag == "script":
            self.scripts.append("")

    def handle_data(self, data: str) -> None:
        if self.open == "script":
            self.scripts[-1] += data

    def handle_endtag(self, tag: str) -> None:
        self.open = ""

    def all(self, name: str) -> list[dict[str, str]]:
        return [attributes for tag, attributes in self.elements if tag == name]


@pytest.fixture
def kit(make: Callable[..., Figure], tmp_path: Path) -> Kit:
    return make().kit(tmp_path)


def test_everything_a_desk_needs_is_there(kit: Kit, tmp_path: Path) -> None:
    assert set(kit.files) == FILES
    found = {path.relative_to(kit.folder).as_posix() for path in kit.folder.rglob("*") if path.is_file()}
    assert found == FILES
    assert all(file.size == (kit.folder / name).stat().st_size > 0 for name, file in kit.files.items())
    assert kit.page == tmp_path / "small/index.html"
    assert "23 files" in str(kit)
    assert kit.as_dict()["files"]["small.png"]["status"] == "new"


def test_a_second_kit_touches_nothing(make: Callable[..., Figure], kit: Kit, tmp_path: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in kit.folder.rglob("*")}
    again = make().kit(tmp_path)
    assert {file.status for file in again.files.values()} == {"same"}
    assert {path: path.stat().st_mtime_ns for path in kit.folder.rglob("*")} == before


def test_a_dry_run_writes_nothing(make: Callable[..., Figure], tmp_path: Path) -> None:
    kit = make().kit(tmp_path / "none", dry_run=True)
    assert set(kit.files) == FILES
    assert {file.status for file in kit.files.values()} == {"new"}
    assert not (tmp_path / "none").exists()
    assert "nothing was written" in str(kit)
    written = make().kit(tmp_path / "some")
    assert {name: file.size for name, file in kit.files.items()} == {name: file.size for name, file in written.files.items()}


def test_what_cannot_be_drawn_leaves_nothing_behind(make: Callable[..., Figure], tmp_path: Path) -> None:
    def fail(sheet: Sheet, table: pd.DataFrame) -> None:
        raise DrawingError("This cannot be drawn")

    figure = make()
    with pytest.raises(DrawingError, match="cannot be drawn"):
        replace(figure, compositions={**figure.compositions, "phone": fail}).kit(tmp_path)
    assert not list(tmp_path.iterdir())


def test_names_tell_language_size_and_look(make: Callable[..., Figure], tmp_path: Path) -> None:
    figure = make(
        language=language("es-MX"), title="Hacen falta 42 personas", subtitle="", note="", alt="Una barra.", caption=""
    )
    kit = figure.kit(tmp_path, sizes=["phone", "118mm"], dark=True, bare=True)
    pictures = [
        f"small.es-MX.{size}.dark.bare.{kind}" for size in ("phone", "118mm") for kind in ("svg", "png", "pdf", "text.svg")
    ]
    assert set(pictures) < set(kit.files)
    assert {"small.es-MX.csv", "small.es-MX.record.json", "index.es-MX.html"} < set(kit.files)
    plain = figure.kit(tmp_path, sizes=["phone"])
    record = Record.from_json((plain.folder / "small.es-MX.record.json").read_bytes())
    assert {*pictures, "small.es-MX.phone.png"} <= set(record.pictures)
    assert "small.es-MX.phone.dark.bare.png" in (plain.folder / "index.es-MX.html").read_text(encoding="utf-8")


def test_bare_pictures_leave_their_texts_to_the_page(make: Callable[..., Figure], tmp_path: Path) -> None:
    figure = make()
    kit = figure.kit(tmp_path, sizes=["article"], bare=True)
    sheet = figure.drawn("article", replace(figure.look, bare=True))
    assert [placed.text for placed in sheet.texts] == ["42\xa0people"]
    image = Image.open(kit.folder / "small.bare.png")
    assert (image.text["Title"], image.text["Description"], image.text["Source"]) == (figure.title, figure.alt, figure.source)
    page = (kit.folder / "index.html").read_text(encoding="utf-8")
    assert figure.note in page
    assert figure.source in page


def test_pictures_say_what_they_show(make: Callable[..., Figure], tmp_path: Path) -> None:
    words = language("ar")
    figure = make(language=words, title="يملك 42 شخصًا", subtitle="", note="", alt="شريط من 42.", caption="")
    folder = figure.kit(tmp_path, sizes=["phone"]).folder
    for kind in ("svg", "text.svg"):
        svg = ET.fromstring((folder / f"small.ar.phone.{kind}").read_bytes())
        space = "{http://www.w3.org/2000/svg}"
        assert (svg.get("role"), svg.get("lang"), svg.get("direction")) == ("img", "ar", "rtl")
        assert (svg.findtext(f"{space}title"), svg.findtext(f"{space}desc")) == (figure.title, figure.alt)
    image = Image.open(folder / "small.ar.phone.png")
    assert image.text["Description"] == figure.alt
    assert image.text["Description"].lang == "ar"
    reader = pypdf.PdfReader(folder / "small.ar.phone.pdf")
    assert (reader.metadata.title, reader.metadata.subject) == (figure.title, figure.alt)
    assert reader.root_object["/Lang"] == "en"  # its record names no language
    for name in ("index.ar.html", "small.ar.interactive.html"):
        page = _Page((folder / name).read_bytes())
        assert page.all("html") == [{"lang": "ar", "dir": "rtl"}]
    assert "fonts/InequalitySansArabic-SemiBold.ttf" in {path.relative_to(folder).as_posix() for path in folder.rglob("*.ttf")}


def test_a_pdf_says_its_record_s_language(make: Callable[..., Figure]) -> None:
    from inequality.press import Call

    for arguments, expected in (
        ({"language": "es-MX"}, "es-MX"),
        ({"title": '"language": "xx"'}, "en"),
        ({"language": ")]"}, "en"),
    ):
        figure = make(call=Call("small", arguments))
        data = figure.picture("pdf", "phone")
        assert pypdf.PdfReader(io.BytesIO(data)).root_object["/Lang"] == expected
        assert carried_by(data) is not None


def test_the_embed_snippet_shows_the_figure(make: Callable[..., Figure], kit: Kit) -> None:
    page = _Page((kit.folder / "small.embed.html").read_bytes())
    (image,), (source,) = page.all("img"), page.all("source")
    assert image["alt"] == make().alt
    assert (image["src"], image["width"], image["height"]) == ("small.png", "800", "500")
    assert (source["srcset"], source["media"]) == ("small.phone.png", "(max-width: 600px)")
    assert page.all("figure")[0]["lang"] == "en"


def test_the_numbers_are_the_table_s(kit: Kit) -> None:
    assert (kit.folder / "small.csv").read_text(encoding="utf-8") == "n,share\n42,0.5\n"
    first, second = load_workbook(kit.folder / "small.xlsx").worksheets
    assert [[cell.value for cell in row] for row in first] == [["n", "share"], [42, 0.5]]
    assert dict(row for row in second.values if row[0] == "Title") == {
        "Title": "It takes 42\xa0people to own as much as the poorest half"
    }


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_text_brings_along_does_nothing(make: Callable[..., Figure], tmp_path: Path, text: str) -> None:
    url = text if text.startswith("java") else "https://example.org/a?b=1&c=2"
    origin = Origin(text, text, text, "2017", url=url, licence=text)
    figure = make(
        **{name: f"{name} {text}" for name in ("title", "subtitle", "note", "alt", "caption")},
        table=pd.DataFrame({"name": [text, "b"], text.replace("\x00", ""): [1.0, 2.0]}),
        provenance=Provenance((Snapshot("x", "2017", "0" * 64, origins=(origin,)),)),
        compositions={"article": lambda sheet, table: None},
    )
    folder = figure.kit(tmp_path).folder
    for name in ("index.html", "small.interactive.html", "small.embed.html"):
        data = (folder / name).read_bytes()
        page = _Page(data)
        _require_self_contained(page, folder, {"https://example.org/a?b=1&c=2"})
        own = data if name != "small.interactive.html" else re.sub(rb"<script>.*?</script>", b"", data, flags=re.DOTALL)
        assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]", own.decode("utf-8"))
    for path in folder.glob("*.svg"):
        svg = ET.fromstring(path.read_bytes())
        assert not [element for element in svg.iter() if element.tag.endswith("}script")]
        assert not [
            v for element in svg.iter() for k, v in element.attrib.items() if k.startswith("on") or v.startswith("java")
        ]
    book = load_workbook(folder / "small.xlsx")
    assert not [cell for sheet in book for row in sheet for cell in row if cell.data_type == "f"]


def _require_self_contained(page: _Page, folder: Path, citations: set[str]) -> None:
    """Raise unless everything that a page loads stands beside it, and every script is one the policy names."""
    for tag, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on")], tag
        for name in ("src", "href", "srcset", "data", "action", "poster"):
            link = attributes.get(name)
            if link is not None:
                assert (folder / link).is_file() or (tag == "a" and link in citations), link
    policies = [tag["content"] for tag in page.all("meta") if tag.get("http-equiv") == "Content-Security-Policy"]
    scripts = [(tag, code) for tag, code in zip(page.all("script"), page.scripts, strict=True)]
    for tag, code in scripts:
        if tag.get("type") == "application/json":
            json.loads(code)
        else:
            assert base64.b64encode(hashlib.sha256(code.encode()).digest()).decode() in policies[0]
    assert not [policy for policy in policies if "default-src 'none'" not in policy or "http" in policy]


def test_what_may_be_printed_follows_from_the_sources(make: Callable[..., Figure], tmp_path: Path) -> None:
    forbidden = Origin("Forbes", "List", "Forbes, List", redistributable="no")
    free = Origin(
        "World Bank", "WDI", "World Bank, WDI", licence="CC-BY-4.0", redistributable="yes", url="https://data.example/"
    )
    public = Origin("BLS", "CPI", "BLS, CPI", licence="LicenseRef-public-domain", redistributable="yes")
    provenance = Provenance((Snapshot("x", "1", "0" * 64, origins=(forbidden, free, public)),))
    folder = make(provenance=provenance, subtitle="").kit(tmp_path).folder
    page = (folder / "index.html").read_text(encoding="utf-8")
    for sentence in (
        "with this credit: Forbes, World Bank and BLS.",
        "Forbes: no licence is known, credit required. Its own file may not be passed on.",
        "World Bank: licence CC-BY-4.0, credit required.<",
        "BLS: in the public domain.<",
        "reviewed by: the authors",
        '<a href="https://data.example/"',
    ):
        assert sentence in page
    about = [row[1] for row in load_workbook(folder / "small.xlsx").worksheets[1].values]
    assert any("may not be passed on" in text for text in about)
    assert "Forbes, List" in about
    assert "Forbes, List" in (folder / "small.citation.txt").read_text(encoding="utf-8")
    assert "@misc{small-" in (folder / "small.citation.bib").read_text(encoding="utf-8")


def test_an_unreviewed_catalogue_says_so(make: Callable[..., Figure], tmp_path: Path) -> None:
    figure = make(language=language("de"), title="42", subtitle="", note="", alt="Ein Balken.", caption="")
    page = figure.kit(tmp_path, sizes=["phone"]).page.read_text(encoding="utf-8")
    words = language("de")
    said = words.text("No fluent reader has reviewed the texts in this language yet: have one read them before you print.")
    assert (escaped(said) in page) is not words.reviewed


def test_a_chart_s_own_view_is_tied_to_the_table(make: Callable[..., Figure], tmp_path: Path) -> None:
    def view(table: pd.DataFrame, words: Any) -> View:
        rows = pd.DataFrame({"n": table["n"], "name": ["people"], "says": [f"{table['n'][0]} people"]})
        return View(
            [Layer(rows, "bar", "n", "name", says="says")], numbers(0, 42, words.number, ""), named(["people"]), "As 42."
        )

    folder = make(interactive=view).kit(tmp_path).folder
    assert (folder / "small.reading.txt").read_text(encoding="utf-8") == "As 42.\n"
    spec = _spec(folder / "small.interactive.html")
    assert spec["layer"][0]["data"]["values"] == [{"x": 42.0, "y": "people", "colour": "#1a1a1a", "says": "42 people"}]

    def untied(table: pd.DataFrame, words: Any) -> View:
        made = view(table, words)
        return replace(made, reading="As 43.")

    with pytest.raises(UntiedNumberError, match="43"):
        make(interactive=untied).kit(tmp_path)


def test_without_vega_the_kit_says_what_it_lacks(
    make: Callable[..., Figure], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("inequality.press.kit.has_vega", lambda: False)
    kit = make().kit(tmp_path)
    assert "small.interactive.html" not in kit.files
    assert "wealth-inequality[interactive]" in str(kit)


@pytest.mark.skipif(shutil.which("gs") is None, reason="no Ghostscript")
def test_print_in_four_colours_carries_its_record(make: Callable[..., Figure], tmp_path: Path) -> None:
    kit = make().kit(tmp_path, sizes=["85mm"], cmyk=True)
    data = (kit.folder / "small.85mm.cmyk.pdf").read_bytes()
    record = carried_by(data)
    assert record is not None
    assert set(record.pictures) == {"small.85mm.cmyk.pdf"}
    page = pypdf.PdfReader(io.BytesIO(data)).pages[0]
    assert float(page.mediabox.width) == pytest.approx(85 / 25.4 * 72, abs=0.1)
    assert b"rg" not in page.get_contents().get_data().split()
    assert {file.status for file in make().kit(tmp_path, sizes=["85mm"], cmyk=True).files.values()} == {"same"}


def test_four_colours_need_ghostscript(make: Callable[..., Figure], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(DrawingError, match="Ghostscript"):
        make().kit(tmp_path, cmyk=True)
    assert not list(tmp_path.iterdir())


def test_a_figure_is_shown_as_it_is_dressed(make: Callable[..., Figure]) -> None:
    phone = make().dressed("phone", replace(make().look, dark=True))
    assert phone.file_names[:3] == ("small.phone.dark.svg", "small.phone.dark.png", "small.phone.dark.pdf")
    data, metadata = phone._repr_mimebundle_()
    assert (metadata["image/png"]["width"], metadata["image/png"]["alt"]) == (400, phone.alt)
    assert Image.open(io.BytesIO(base64.b64decode(data["image/png"]))).getpixel((0, 0)) == (20, 23, 26)
    assert phone.id == make().id
    with pytest.raises(UnknownNameError, match="phone"):
        make().dressed("fone")


def test_addresses_and_data_are_harmless() -> None:
    assert [address(url) for url in ("https://a.b/c", "http://a")] == ["https://a.b/c", "http://a"]
    assert not any(address(url) for url in ("ftp://a", "//a", 'https://a"onclick=', "data:x", "https://a b", "https://a\n"))
    assert json.loads(data_of(HOSTILE)) == HOSTILE
    assert not set("<>&") & set(data_of(HOSTILE))


@pytest.mark.skipif(shutil.which("chromium") is None, reason="no Chromium")
def test_the_interactive_page_works_without_a_network(make: Callable[..., Figure], tmp_path: Path) -> None:
    table = pd.DataFrame({"name": ["a", "<b>b</b>", "c"], "n": [42.0, 2.0, -5.0], "share": [0.5, None, None]})
    page = make(table=table).kit(tmp_path, sizes=["phone"]).folder / "small.interactive.html"
    done = subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=10000", "--dump-dom",
         f"--user-data-dir={tmp_path}/profile", "--host-resolver-rules=MAP * ~NOTFOUND", page.as_uri()],
        capture_output=True, timeout=120, check=True,
    )  # fmt: skip
    drawn = _Page(done.stdout)
    (chart,) = [attributes for tag, attributes in drawn.elements if attributes.get("id") == "chart"]
    assert (chart["data-marks"], chart["tabindex"], chart["role"]) == ("1", "0", "application")
    marks = [attributes["aria-label"] for _, attributes in drawn.elements if attributes.get("role") == "graphics-symbol"]
    assert marks == ["Name: a; N: 42; Share: 50\xa0percent"]


def _spec(path: Path) -> dict[str, Any]:
    page = _Page(path.read_bytes())
    codes = [code for tag, code in zip(page.all("script"), page.scripts, strict=True) if tag.get("id") == "spec"]
    spec: dict[str, Any] = json.loads(codes[0])
    return spec
