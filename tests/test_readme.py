"""The first screen says what the commands say."""

from __future__ import annotations

import re
from pathlib import Path

from inequality.claims import check
from inequality.cli import main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_verdict_on_the_first_screen_is_the_one_that_the_command_gives() -> None:
    verdict = " ".join(str(check("oxfam-2018-42")).split())
    quoted = " ".join(line.removeprefix("> ") for line in README.splitlines() if line.startswith(">"))
    assert "Consistent" in quoted
    assert check("oxfam-2018-42").status == "consistent"
    for numbers in ("37 to 58 people", "more than 1,478.1 and at most 1,498.0 billion dollars", "0.5274 to 0.5344 percent"):
        assert numbers in quoted
        assert numbers in verdict


def test_pictures_and_links_are_there() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert target.startswith("https://") or (ROOT / target).exists(), target


def test_recipes_are_short() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for recipe in text.split("\n## ")[1:]:
        assert len([line for line in recipe.splitlines()[1:] if line.strip()]) <= 12


def test_the_command_of_the_analyst_and_the_reader_exist(capsys) -> None:
    assert main(["verify", str(ROOT / "figures/forty-two-people/forty-two-people.png")]) == 0
    assert "SAME" in capsys.readouterr().out


def test_the_speeds_are_those_that_were_measured() -> None:
    section = README.partition("## Speed")[2].partition("\n## ")[0]
    measured = (ROOT / "benchmarks/results.md").read_text(encoding="utf-8")
    quoted = re.findall(r"\d\.\d\d \([\d.]+ s\)|[\d.]+ s\b|load\n?[\d. ]+ to [\d.]+", section)
    assert len(quoted) >= 10
    assert "AMD EPYC, 2 cores" in measured
    for number in quoted:
        assert number.removeprefix("load").split()[0] in measured, number
