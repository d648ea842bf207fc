"""The commands as a newcomer runs them: what they print, and with which status they end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from inequality.claims import CLAIMS
from inequality.cli import main

CLAIMS_FOLDER = Path(str(files("inequality.claims"))) / "records"

PICTURE = Path(__file__).parents[1] / "figures" / "forty-two-people" / "forty-two-people.png"


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = main(words)
    out, err = capsys.readouterr()
    return status, out, err


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["check", "oxfam-2018-42"], 0, "37 to 58 people"),
        (["check", "oxfam-2014-85"], 0, "REPRODUCED GIVEN"),
        (["check", "oxfam-2019-26"], 3, "INPUTS MISSING"),
        (["list", "claims", "62"], 0, "oxfam-2016-62"),
        (["list", "claims", "no such thing"], 1, "nothing"),
        (["list", "data", "billionaires"], 0, "rich_list@2017"),
        (["list", "metrics"], 0, "Gini"),
        (["list"], 0, "n-by-year"),
        (["show", "oxfam-2018-42"], 0, "1,478.1"),
        (["show", "oxfam-2019-26"], 0, "Not seen"),
        (["show", "rich_list@2017"], 0, "restated to USD 600 million"),
        (["show", "gini"], 0, "Yitzhaki"),
        (["show", "richest_against_poorest"], 0, "poorest half of the world, and how well that is known"),
        (["show", "forty-two-people"], 0, "rich_list@2017"),
        (["cite", "rich_list@2017"], 0, "Forbes"),
        (["cite", "oxfam-2018-42", "--bibtex"], 0, "@misc{"),
        (["cite", "n-by-year"], 0, "Databook"),
        (["doctor"], 0, "every hash right"),
        (["verify", str(PICTURE)], 0, "SAME"),
        (["draw", "forty-two-people", "--dry-run"], 0, "forty-two-people.phone.svg"),
    ],
)
def test_what_is_printed(capsys: pytest.CaptureFixture[str], words: list[str], status: int, said: str) -> None:
    ended, out, err = run(capsys, *words)
    assert (ended, err) == (status, "")
    assert said in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["check", "oxfam-2018-4"], "did you mean 'oxfam-2018-42'?"),
        (["check", "absent.toml"], "cannot be read"),
        (["show", "gini_"], "did you mean 'gini'?"),
        (["show", "rich_list@1917"], "2017"),
        (["cite", "gini"], "no figure, claim or table 'gini'"),
        (["draw", "forty-two"], "did you mean 'forty-two-people'?"),
        (["draw"], "--all"),
        (["draw", "forty-two-people", "--title", "99 people"], "'99'"),
        (["verify", "absent.png"], "cannot be read"),
    ],
)
def test_wrong_use_says_what_to_do(capsys: pytest.CaptureFixture[str], words: list[str], said: str) -> None:
    ended, out, err = run(capsys, *words)
    assert (ended, out) == (2, "")
    assert err.startswith("inequality: ")
    assert said in err


def test_a_claim_that_does_not_hold_ends_with_one(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    record = Path(str(CLAIMS_FOLDER / "oxfam-2018-42.toml")).read_text(encoding="utf-8")
    path = tmp_path / "mine.toml"
    path.write_text(record.replace('value = "42"', 'value = "300"'), encoding="utf-8")
    ended, out, _ = run(capsys, "check", str(path))
    assert ended == 1
    assert "NOT REPRODUCED" in out


@pytest.mark.parametrize(
    "words",
    [
        ["check", "oxfam-2018-42"],
        ["list"],
        ["show", "rich_list@2017"],
        ["show", "gini"],
        ["show", "forty-two-people"],
        ["cite", "n-by-year"],
        ["doctor"],
    ],
)
def test_json_everywhere(capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    ended, out, _ = run(capsys, *words, "--json")
    assert ended == 0
    assert json.loads(out)


def test_every_claim_can_be_checked(capsys: pytest.CaptureFixture[str]) -> None:
    for id in CLAIMS:
        assert run(capsys, "check", id)[0] in (0, 1, 3)


def test_drawing_writes_the_kit(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    ended, out, _ = run(capsys, "draw", "forty-two-people", "-o", str(tmp_path))
    assert ended == 0
    for name in ("forty-two-people.svg", "forty-two-people.phone.pdf", "forty-two-people.xlsx", "index.html"):
        assert f"{name} " in out
        assert (tmp_path / "forty-two-people" / name).is_file()
    assert (tmp_path / "forty-two-people" / "forty-two-people.png").is_file()


def test_no_command_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys)[0] == 2
    with pytest.raises(SystemExit) as caught:
        main(["chek"])
    assert caught.value.code == 2


def test_output_is_utf8_when_redirected() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "", "PYTHONUTF8": "0", "LC_ALL": "C", "LANG": "C"}
    done = subprocess.run(
        [sys.executable, "-X", "utf8=0", "-m", "inequality", "check", "oxfam-2018-42"],
        capture_output=True,
        env=environment,
        check=False,
    )
    assert done.returncode == 0
    assert "“42 people" in done.stdout.decode("utf-8")


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    out = capsys.readouterr().out
    for verb in ("list", "show", "check", "draw", "verify", "fetch", "diff", "cite", "doctor"):
        assert verb in out
