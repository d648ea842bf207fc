"""The page for people without Python reads records as the package does, in a browser; a hostile one is shown as text."""

from __future__ import annotations

import base64
import html
import json
import re
import runpy
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from inequality.press import Record
from inequality.press.carriers import CARRIERS
from inequality.press.record import identify
from inequality.reproduce import draw

pictures = runpy.run_path(str(Path(__file__).with_name("pictures.py")))
PAGE = Path(__file__).parents[2] / "docs" / "verify.html"
FIGURE = draw("forty-two-people")
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
SHOWN = "The picture is the one that its record tells of."
OTHER = "The picture is not the one that its record tells of."
#: Drops each file, waits for the verdict, and writes what the page then says into one element.
DROPPING = """<script>
(async () => {
  const said = {};
  for (const [name, data] of Object.entries(FILES)) {
    byId("verdict").textContent = "";
    const carried = new DataTransfer();
    carried.items.add(new File([Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0))], name));
    dispatchEvent(new DragEvent("drop", { dataTransfer: carried }));
    while (!byId("verdict").textContent) await new Promise((done) => { // no timer: Chromium would hurry its clock along
      const channel = new MessageChannel();
      channel.port1.onmessage = done;
      channel.port2.postMessage(0);
    });
    said[name] = { verdict: byId("verdict").textContent, why: byId("why").textContent, facts: byId("facts").innerText,
      cells: [...byId("table").rows].map((row) => [...row.cells].map((cell) => cell.textContent)),
      recorded: !byId("record").hidden, elements: document.querySelectorAll("script, iframe, object, a").length };
  }
  document.body.append(Object.assign(document.createElement("pre"), { id: "said", textContent: JSON.stringify(said) }));
})();
</script>"""


def forged(**changes: object) -> bytes:
    """A picture whose record is changed, its hashes and id made to fit."""
    record = replace(FIGURE.record(), **changes)  # type: ignore[arg-type]
    record = replace(record, id=identify(record.call, record.inputs, record.table))
    bare = FIGURE.drawing("png", "article")
    told = {"x.png": {"sha256": CARRIERS["png"].digest(bare)}}
    return CARRIERS["png"].insert(bare, replace(record, pictures=told).to_json())


def changed_pixel() -> bytes:
    picture = pictures["raster"]().copy()
    picture.putpixel((10, 10), (255, 0, 0))
    told = {"x.png": {"sha256": CARRIERS["png"].digest(FIGURE.drawing("png", "article"))}}
    return CARRIERS["png"].insert(pictures["encoded"](picture, "PNG"), FIGURE.record(told).to_json())


SCRIPT = "<img src=x onerror=document.title='broken'><script>document.title='broken'</script>"
FILES = {
    "a.png": FIGURE.picture("png"),
    "a.svg": FIGURE.picture("svg"),
    "a.pdf": FIGURE.picture("pdf"),
    "phone.png": FIGURE.picture("png", "phone"),
    "photo.jpg": pictures["encoded"](pictures["raster"]()),
    "bare.png": FIGURE.drawing("png", "article"),
    "pixel.png": changed_pixel(),
    "more.svg": FIGURE.picture("svg").replace(b"</svg>", b"<script>alert(1)</script></svg>"),
    "script.png": forged(title=SCRIPT, table=f'name,value\n"{SCRIPT}",1\n'),
    "table.svg": FIGURE.picture("svg").replace(b"people,,,42,", b"people,,,43,"),
    "keys.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><metadata id="inequality-record">{"a": 1}</metadata></svg>',
    "deep.svg": b'<svg><metadata id="inequality-record">' + b"[" * 200_000 + b"</metadata></svg>",
    "twice.png": CARRIERS["png"].insert(FIGURE.picture("png"), "{}"),
    "noise.png": b"\x89PNG\r\n\x1a\n" + b"\xff" * 40,
    "note.txt": b"not a picture",
}


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, object]]:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    folder = tmp_path_factory.mktemp("page")
    files = {name: base64.b64encode(data).decode("ascii") for name, data in FILES.items()}
    text = PAGE.read_text(encoding="utf-8")
    script = DROPPING.replace("FILES", json.dumps(files), 1)
    (folder / "verify.html").write_text(text.replace("</body>", f"{script}</body>"), encoding="utf-8")
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'user'}"]
    command += ["--virtual-time-budget=60000", "--dump-dom", (folder / "verify.html").as_uri()]
    done = subprocess.run(command, check=True, capture_output=True, timeout=180, text=True, encoding="utf-8")
    found = re.search(r'<pre id="said">(.*?)</pre>', done.stdout, re.DOTALL)
    assert found, done.stderr[-2000:]
    assert "<title>broken" not in done.stdout
    read: dict[str, dict[str, object]] = json.loads(html.unescape(found[1]))
    return read


@pytest.mark.parametrize(
    ("name", "verdict"),
    {
        **dict.fromkeys(("a.png", "a.svg", "a.pdf", "phone.png", "script.png"), SHOWN),
        **dict.fromkeys(("photo.jpg", "bare.png"), "This picture carries no record."),
        **dict.fromkeys(("pixel.png", "more.svg"), OTHER),
        "table.svg": "This file carries a record whose table was changed: it does not have the hash that the record tells.",
        **dict.fromkeys(("keys.svg", "deep.svg"), "This file carries a record that is malformed."),
        "twice.png": "This file carries a record, but not as the press writes it.",
        "note.txt": "This file is neither PNG, SVG, PDF, JPEG nor WebP.",
    }.items(),
)
def test_what_it_says(said: dict[str, dict[str, object]], name: str, verdict: str) -> None:
    assert said[name]["verdict"] == verdict


def test_it_shows_the_record_and_every_number(said: dict[str, dict[str, object]]) -> None:
    record = Record.from_json(FIGURE.record().to_json())
    shown = said["a.png"]
    assert isinstance(shown["facts"], str)
    assert record.id in shown["facts"]
    assert "rich_list@2017" in shown["facts"]
    assert isinstance(shown["cells"], list)
    assert len(shown["cells"]) == len(record.table.splitlines())
    assert shown["cells"][0] == record.table.splitlines()[0].split(",")
    assert "86,000,000,000" in shown["cells"][1]
    assert "2017" in shown["cells"][1]
    assert said["a.svg"]["cells"] == said["a.pdf"]["cells"] == shown["cells"]


def test_markup_in_a_record_is_text(said: dict[str, dict[str, object]]) -> None:
    cells = said["script.png"]["cells"]
    assert isinstance(cells, list)
    assert cells[1][0] == SCRIPT
    assert said["script.png"]["elements"] == said["a.png"]["elements"]


def test_the_jpeg_says_that_it_carries_none(said: dict[str, dict[str, object]]) -> None:
    assert "A JPEG has no place for one" in str(said["photo.jpg"]["why"])
    assert said["photo.jpg"]["recorded"] is False


def test_the_page_is_one_file_that_asks_the_network_for_nothing() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert "default-src 'none'" in text
    assert not re.search(r"https?://|innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|fetch\(|XMLHttp", text)
    assert len(text) < 40_000
