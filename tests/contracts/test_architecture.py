"""The rules of the design that a parser can check, each a table."""

import ast
import importlib
import inspect
import re
from pathlib import Path

import pytest

import inequality
from inequality.registry import Registry
from inequality.stubs import public_names

PACKAGE = Path(inequality.__file__).parent
#: A module may import from those before it. The last two stand outside the table.
ORDER = [*inequality.MODULES, "stubs", "__main__"]
FILES = {
    path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py"))
}

#: Who may import what, at the top of a file or inside a function.
RESERVED = {
    "store": ("socket", "ssl", "requests", "urllib3", "urllib.request", "http.client", "ftplib", "httpx", "aiohttp"),
    "press charts": ("matplotlib.pyplot", "seaborn"),
    "nobody": ("pickle", "shelve", "marshal", "dill", "joblib", "imp"),
}
#: Libraries that these need not load to be imported; inside a function, or for types only, they may be named.
LIGHT = {
    "pandas": ORDER[: ORDER.index("dataset")],
    "matplotlib": [name for name in ORDER if name not in ("press", "charts")],
    "numpy": ["errors", "clash", "_measure", "provenance", "interval", "stubs", "__main__", "cli"],
}
#: Calls, by pattern, and the one module that may make them.
CALLS = {
    r".*\.savefig|.*\.print_figure": "press",
    r"eval|exec|compile|breakpoint|os\.(system|popen)": "nobody",
}
ARGUMENTS = {("shell", True), ("verify", False), ("allow_pickle", True)}
VAGUE = {"utils", "util", "helpers", "helper", "common", "core", "misc", "tools", "base", "constants", "types"}


def module_of(file):
    return file.split("/")[0].removesuffix(".py")


def imports(tree, *, when_imported=False):
    """Yield the dotted names that a file imports; only those it loads by being imported itself, if so asked."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative import: name the module"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif not (when_imported and _waits(node)):
            yield from imports(node, when_imported=when_imported)


def _waits(node):
    """Whether what is in it is not done when the file is imported."""
    for_types_only = isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
    return for_types_only or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)


def begins(name, library):
    return name == library or name.startswith(f"{library}.")


each_file = pytest.mark.parametrize(("file", "tree"), FILES.items(), ids=FILES)


def test_every_module_has_its_place():
    assert {module_of(file) for file in FILES} - {"__init__"} == {name for name in ORDER if name}
    assert len(ORDER) == len(set(ORDER))


@each_file
def test_imports_point_one_way(file, tree):
    own = module_of(file)
    if own == "__init__":
        return
    for name in imports(tree):
        root, _, rest = name.partition(".")
        imported = rest.partition(".")[0]
        if root != "inequality" or imported in ("", own, "__version__", "MODULES"):
            continue
        assert imported in ORDER, f"{file}: import {imported} from its own module"
        assert ORDER.index(imported) < ORDER.index(own), f"{file} imports {imported}, which comes after {own}"


@each_file
def test_libraries_stay_where_they_belong(file, tree):
    own = module_of(file)
    for owners, libraries in RESERVED.items():
        found = [name for name in imports(tree) if any(begins(name, library) for library in libraries)]
        assert not found or own in owners.split(), f"{file} imports {found[0]}, which is for {owners}"
    for library, modules in LIGHT.items():
        loaded = [name for name in imports(tree, when_imported=True) if begins(name, library)]
        assert not loaded or own not in modules, f"{file} loads {library} when imported: import it inside the function"


@each_file
def test_no_call_that_only_another_may_make(file, tree):
    own = module_of(file)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        owner = next((owner for pattern, owner in CALLS.items() if re.fullmatch(pattern, called)), own)
        assert owner == own, f"{file}, line {node.lineno}: {called}() is for {owner}"
        given = {(word.arg, word.value.value) for word in node.keywords if isinstance(word.value, ast.Constant)}
        assert not given & ARGUMENTS, f"{file}, line {node.lineno}: {given & ARGUMENTS}"


@each_file
def test_one_idea_a_file(file, tree):
    path = PACKAGE / file
    name = path.parent.name if path.stem == "__init__" else path.stem
    assert name not in VAGUE, f"{file}: name it after what it knows"
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= 400, f"{file} has {lines} lines: it wants to be two"
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    for function in functions:
        first = function.body[1] if ast.get_docstring(function) and len(function.body) > 1 else function.body[0]
        length = function.end_lineno - first.lineno + 1 + function.body[0].lineno - function.lineno
        assert length <= 50, f"{file}: {function.name} has {length} lines: it wants to be two"
    public = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    assert name not in public, f"{file}: once imported, the module would hide {name}(); rename it _{name}.py"


@each_file
def test_every_file_says_what_it_is(file, tree):
    assert ast.get_docstring(tree) or not tree.body, f"{file} has no docstring"


def test_names_are_public_once():
    names = public_names()
    assert len(names) == len(set(names)), f"two modules export {[name for name in names if names.count(name) > 1]}"


@pytest.mark.parametrize("module_name", inequality.MODULES)
def test_public_functions_are_documented(module_name):
    """In numpydoc, with an example that runs."""
    module = importlib.import_module(f"inequality.{module_name}")
    public = [getattr(module, name) for name in module.__all__]
    entries = [entry.function for registry in public if isinstance(registry, Registry) for entry in registry.values()]
    for function in filter(inspect.isfunction, public + entries):
        doc = inspect.getdoc(function) or ""
        lines = doc.splitlines()
        headings = {line for line, under in zip(lines, lines[1:], strict=False) if under == "-" * len(line)}
        signature = inspect.signature(function)
        unexplained = [name for name in signature.parameters if name not in doc.partition("Parameters\n")[2]]
        assert not unexplained, f"{function.__name__} does not explain {unexplained} under Parameters"
        if signature.return_annotation not in (None, "None"):
            assert headings & {"Returns", "Yields"}, f"{function.__name__} does not say what it returns"
        assert ">>> " in doc, f"{function.__name__} has no example"
