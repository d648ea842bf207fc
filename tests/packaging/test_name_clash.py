"""PySAL's distribution ``inequality`` installs the folder that ours installs: both orders, and uninstalling either."""

from __future__ import annotations

import shlex
import shutil
import zipfile

import pytest

pytestmark = pytest.mark.slow


@pytest.fixture(params=["stand-in", pytest.param("real", marks=pytest.mark.network)])
def theirs(request, tmp_path):
    """PySAL's wheel as pip sees it: its ``__init__.py`` needs libraries that may be missing."""
    if request.param == "real":
        return "inequality"
    path = tmp_path / "inequality-1.1.2-py3-none-any.whl"
    files = {
        "inequality/__init__.py": "from . import gini\n",
        "inequality/gini.py": "import libpysal\n",
        "inequality-1.1.2.dist-info/METADATA": "Metadata-Version: 2.1\nName: inequality\nVersion: 1.1.2\n",
        "inequality-1.1.2.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "inequality-1.1.2.dist-info/RECORD"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
        archive.writestr(record, "".join(f"{name},,\n" for name in [*files, record]))
    return path


def install(environment, what):
    """Install with pip, as a user who knows of no clash would."""
    environment.pip("install", "--no-deps", what)


def follow(environment, message):
    """Run the commands of a message as they stand."""
    commands = [shlex.split(line) for line in message.splitlines() if " -m pip " in line]
    assert commands
    for _python, *arguments in commands:
        environment.run("python", *arguments)


def assert_works(environment):
    done = environment.run("python", "-W", "error", "-c", "import inequality as i; print(i.__version__, i.__file__)")
    assert str(environment.site_packages) in done.stdout
    environment.run("python", "-c", "import wealth_inequality; assert wealth_inequality.clash() is None")


def test_alone(environment, wheel):
    install(environment, wheel)
    assert_works(environment)


def test_theirs_second(environment, wheel, theirs):
    """Theirs replaced our ``__init__.py``, and cannot even be imported: the scripts tell all the same."""
    install(environment, wheel)
    install(environment, theirs)
    told = environment.run("inequality", "--help", code=2).stderr
    assert "PySAL's 'inequality'" in told
    assert "environment of its own" in told
    assert "Traceback" not in told
    assert environment.run("wealth-inequality", code=2).stderr == told
    assert environment.run("python", "-m", "wealth_inequality", code=2).stderr == told
    follow(environment, told)
    assert_works(environment)


def test_ours_second(environment, wheel, theirs):
    """Ours is loaded: the import warns, the scripts refuse."""
    install(environment, theirs)
    install(environment, wheel)
    told = environment.run("inequality", "--help", code=2).stderr
    assert "PySAL's 'inequality'" in told
    assert environment.run("wealth-inequality", code=2).stderr == told
    assert environment.run("python", "-m", "inequality", code=2).stderr.endswith(told)
    warned = environment.run("python", "-c", "import inequality; print(inequality.__version__)").stderr
    assert "<string>:1: RuntimeWarning: PySAL's 'inequality'" in warned
    raised = environment.run("python", "-W", "ignore", "-c", "from inequality import clash; clash.check()", code=1).stderr
    assert "NameClashError" in raised
    follow(environment, warned)
    assert_works(environment)


@pytest.mark.parametrize("ours_first", [True, False])
def test_theirs_uninstalled(environment, wheel, theirs, ours_first):
    """Their uninstallation took our ``__init__.py`` along."""
    for what in [wheel, theirs] if ours_first else [theirs, wheel]:
        install(environment, what)
    environment.pip("uninstall", "--yes", "inequality")
    told = environment.run("inequality", "--help", code=2).stderr
    assert "'inequality/__init__.py' of 'wealth-inequality' was deleted or replaced" in told
    assert "uninstall --yes" not in told
    follow(environment, told)
    assert_works(environment)


@pytest.mark.parametrize("ours_first", [True, False])
def test_ours_uninstalled(environment, wheel, theirs, ours_first):
    """Nothing of ours is left to say anything, nor to stand in the way of theirs."""
    for what in [wheel, theirs] if ours_first else [theirs, wheel]:
        install(environment, what)
    environment.pip("uninstall", "--yes", "wealth-inequality")
    assert not (environment.site_packages / "wealth_inequality.py").exists()
    assert {path.name for path in environment.site_packages.glob("inequality/*.py")} <= {"gini.py"} or theirs == "inequality"
    assert shutil.which("wealth-inequality", path=environment.scripts) is None


def test_init_replaced_by_hand(environment, wheel):
    install(environment, wheel)
    (environment.site_packages / "inequality" / "__init__.py").write_text("raise SystemExit('not ours')\n", "utf-8")
    told = environment.run("inequality", "--help", code=2).stderr
    assert "was deleted or replaced" in told
    follow(environment, told)
    assert_works(environment)


def test_index_name_where_pip_was_told_no_file(environment, wheel):
    """Installed by name, the remedy installs by name: no path of the build machine, no guess."""
    install(environment, wheel)
    (info,) = environment.site_packages.glob("wealth_inequality-*.dist-info")
    (info / "direct_url.json").unlink()
    (environment.site_packages / "inequality" / "__init__.py").unlink()
    told = environment.run("inequality", code=2).stderr
    assert "install --force-reinstall --no-deps wealth-inequality\n" in told


def test_linked_checkout_has_nothing_to_reinstall(monkeypatch):
    """In a development environment only the other package has to go."""
    import wealth_inequality

    class Installed:
        version = "1.1.2"

        def read_text(self, name):
            return {"RECORD": "_wealth_inequality.pth,sha256=abc,10\n"}.get(name)

    monkeypatch.setattr(wealth_inequality, "_distribution", lambda name: Installed())
    problem, remedy = wealth_inequality.clash()
    assert "1.1.2" in problem
    assert "uninstall --yes inequality" in remedy
    assert "force-reinstall" not in remedy
