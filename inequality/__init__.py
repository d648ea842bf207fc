"""Measures inequality of wealth and income, and turns it into charts for articles.

>>> import inequality as iq
>>> iq.gini([1, 2, 3, 4])
0.25

Names are found at first use, so that importing the package costs nothing: the public names of the modules below, in the
order in which they import each other, the metrics, and the registries ``metrics``, ``charts``, ``claims``.
"""

from __future__ import annotations

import importlib
from typing import Any

from inequality import clash

__version__ = "0.1.0"

#: The modules in the order in which they may import each other. The public names of those not indented under a registry
#: are the package's own.
MODULES = (
    "errors",
    "clash",
    "_measure",
    "provenance",
    "interval",
    "estimates",
    "columns",
    "equivalence",
    "compiled",
    "ordering",
    "bins",
    "points",
    "distribution",
    "binned",
    "replication",
    "survey",
    "registry",
    "metrics",
    "_bounds",
    "tails",
    "files",
    "measuring",
    "results",
    "inference",
    "engines",
    "microdata",
    "dataset",
    "areas",
    "store",
    "sources",
    "loading",
    "conversion",
    "words",
    "claims",
    "press",
    "charts",
    "reproduce",
    "articles",
    "doctor",
    "cli",
)

clash.warn()


def __getattr__(name: str) -> Any:
    if name.startswith("_"):
        raise AttributeError(f"module 'inequality' has no attribute '{name}'")
    if name in MODULES:
        return importlib.import_module(f"inequality.{name}")
    for module_name in MODULES[:-1]:
        module = importlib.import_module(f"inequality.{module_name}")
        if name in module.__all__ or (name in dir(module) and module_name == "metrics"):
            return getattr(module, name)
    raise AttributeError(f"module 'inequality' has no attribute '{name}'")


def __dir__() -> list[str]:
    from inequality.stubs import public_names

    return sorted({*public_names(), "__version__"})
