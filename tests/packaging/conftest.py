"""Built archives and throw-away environments, made without a network from what is installed here."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
import venv
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Environment:
    """A throw-away virtual environment, and a folder away from the checkout to run in."""

    folder: Path
    online: bool = False

    @property
    def scripts(self) -> Path:
        return self.folder / ("Scripts" if os.name == "nt" else "bin")

    @property
    def site_packages(self) -> Path:
        return Path(self.run("python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").stdout.strip())

    def run(self, command: str | Path, *arguments: object, code: int = 0) -> subprocess.CompletedProcess[str]:
        """Run a command of this environment and require its exit status."""
        clean = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
        if not self.online:
            clean["PIP_NO_INDEX"] = "1"
        done = subprocess.run(
            [self.scripts / command, *map(str, arguments)],
            cwd=self.folder,
            env=clean | {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PYTHONUTF8": "1"},
            capture_output=True,
            encoding="utf-8",
        )
        assert done.returncode == code, f"{command} {arguments}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done

    def pip(self, *arguments: object) -> str:
        return self.run("python", "-m", "pip", *arguments).stdout

    def give(self, *requirements: str) -> None:
        """Copy installed distributions here, with all that they require."""
        target, wanted, seen = self.site_packages, [Requirement(text) for text in requirements], set()
        while wanted:
            requirement = wanted.pop()
            if requirement.name in seen or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
                continue
            seen.add(requirement.name)
            installed = distribution(requirement.name)
            wanted += map(Requirement, installed.requires or [])
            for file in installed.files or []:
                if ".." not in file.parts and (source := Path(installed.locate_file(file))).is_file():
                    (target / file).parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(source, target / file)


def build(source: Path, target: str, into: Path) -> Path:
    """Build the "sdist" or "wheel" of a source tree with the build backend that is installed here."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", into]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    (archive,) = into.iterdir()
    return archive


@pytest.fixture(scope="session")
def sdist(tmp_path_factory) -> Path:
    return build(ROOT, "sdist", tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="session")
def wheel(tmp_path_factory) -> Path:
    return build(ROOT, "wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="session")
def wheel_of_sdist(sdist, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    (source,) = folder.iterdir()
    return build(source, "wheel", tmp_path_factory.mktemp("wheel-of-sdist"))


@pytest.fixture
def environment(request, tmp_path) -> Environment:
    """An environment with pip and nothing else; without a package index, except for a test marked `network`."""
    venv.create(tmp_path / "environment", symlinks=os.name != "nt")
    made = Environment(tmp_path / "environment", online=request.node.get_closest_marker("network") is not None)
    made.give("pip")
    return made


@pytest.fixture(scope="session")
def dependencies() -> list[str]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
