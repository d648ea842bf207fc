"""Starts the command line, unless another package has taken the folder ``inequality``.

The distribution ``inequality`` on PyPI is PySAL's and installs a folder of the same name: the one installed second overwrites
the other's ``__init__.py``, and uninstalling either deletes it, in both cases without a word. This module stands outside
that folder, so it is still there to say what happened and what to do.
"""

from __future__ import annotations

import sys

# Modules are imported where they are used: ``import inequality`` imports this one, and seldom needs them.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from importlib.metadata import Distribution

__all__ = ["clash", "main"]

OURS, THEIRS, SHARED = "wealth-inequality", "inequality", "inequality/__init__.py"


def clash() -> tuple[str, str] | None:
    """Find out whether another package's files are in the way of ours, or ours are gone.

    Returns
    -------
    tuple of str or None
        What is wrong, and what to do: the commands that mend it, in order. None if all is well.
    """
    ours, theirs = _distribution(OURS), _distribution(THEIRS)
    # A linked checkout has no recorded hash: no other package can overwrite that.
    recorded = _recorded_hash(ours) if ours else ""
    if theirs:
        problem = f"PySAL's '{THEIRS}' {theirs.version} is installed beside '{OURS}', and both own the folder 'inequality'"
    elif ours and recorded and recorded != _hash(str(ours.locate_file(SHARED))):
        problem = f"'{SHARED}' of '{OURS}' was deleted or replaced, as when PySAL's '{THEIRS}' is installed or uninstalled"
    else:
        return None

    python = f'"{sys.executable}"' if " " in sys.executable else sys.executable
    remedy = "run, in this order:"
    if theirs:
        remedy += f"\n    {python} -m pip uninstall --yes {THEIRS}"
    if ours and recorded:
        remedy += f"\n    {python} -m pip install --force-reinstall --no-deps {_origin(ours)}"
    return problem, remedy + "\nTo use both packages, give each an environment of its own."


def main() -> int:
    """Run the command line.

    Returns
    -------
    int
        The exit status: 2 where the installation is broken, otherwise that of the command.
    """
    if found := clash():
        print("{}. To do: {}".format(*found), file=sys.stderr)
        return 2
    from inequality.cli import main as run

    return run()


def _distribution(name: str) -> Distribution | None:
    """Return the installed distribution of that name, if there is one."""
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def _recorded_hash(distribution: Distribution) -> str:
    """Return the hash that pip recorded of our shared file; an empty text if there is none."""
    for line in (distribution.read_text("RECORD") or "").splitlines():
        path, _, rest = line.partition(",sha256=")
        if path == SHARED:
            return rest.partition(",")[0]
    return ""


def _hash(path: str) -> str:
    """Hash a file as pip does; an empty text if it is missing."""
    import base64
    import hashlib

    try:
        with open(path, "rb") as file:
            return base64.urlsafe_b64encode(hashlib.sha256(file.read()).digest()).rstrip(b"=").decode()
    except OSError:
        return ""


def _origin(distribution: Distribution) -> str:
    """Return what pip was told to install: a file or folder, otherwise our name on the package index."""
    import json

    origin = json.loads(distribution.read_text("direct_url.json") or "{}")
    return OURS if not origin or "vcs_info" in origin else str(origin["url"])


if __name__ == "__main__":
    sys.exit(main())
