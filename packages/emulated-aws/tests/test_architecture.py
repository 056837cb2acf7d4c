"""No import goes round in a circle, of files or of folders, those for types included; and no file is long."""

from __future__ import annotations

import ast
import unittest
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
PACKAGE = "emulated_aws"
MOST_LINES = 300


def sources() -> dict[str, str]:
    """The text of each module of the package, by its name."""
    return {name_of(path): path.read_text() for path in sorted((ROOT / PACKAGE).rglob("*.py"))}


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(name: str, texts: Mapping[str, str]) -> Iterator[str]:
    """The modules of the package that one of them imports, wherever in its file it says so."""
    for node in ast.walk(ast.parse(texts[name])):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in texts)
        elif isinstance(node, ast.ImportFrom):
            origin = absolute(name, node, texts)
            for alias in node.names:
                imported = f"{origin}.{alias.name}"
                if imported in texts:
                    yield imported
                elif origin in texts:
                    yield origin


def absolute(name: str, node: ast.ImportFrom, texts: Mapping[str, str]) -> str:
    """`from ..place import Place` in a.b.c names a.place."""
    if node.level == 0:
        return node.module or ""
    is_package = any(other.startswith(f"{name}.") for other in texts)
    parents = name.split(".")
    above = parents[: len(parents) - node.level + (1 if is_package else 0)]
    return ".".join([*above, *([node.module] if node.module else [])])


def cycle(texts: Mapping[str, str]) -> list[str]:
    try:
        TopologicalSorter({name: set(imports(name, texts)) for name in texts}).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def folder_of(name: str) -> str:
    """The folder below the package; a module that is in none stands for itself."""
    return ".".join(name.split(".")[:2])


class TheImports(unittest.TestCase):
    def test_make_no_cycle(self) -> None:
        self.assertEqual(cycle(sources()), [])

    def test_make_no_cycle_of_folders(self) -> None:
        texts = sources()
        folders: dict[str, set[str]] = {}
        for name in texts:
            used = {folder_of(imported) for imported in imports(name, texts)}
            folders.setdefault(folder_of(name), set()).update(used - {folder_of(name)})
        TopologicalSorter(folders).prepare()

    def test_are_all_seen(self) -> None:
        texts = sources()
        seen = {imported for name in texts for imported in imports(name, texts)}
        entries = {f"{PACKAGE}.__main__", f"{PACKAGE}.carried", f"{PACKAGE}.event_patterns"}
        packages = {name for name in texts if any(other.startswith(f"{name}.") for other in texts)}
        self.assertEqual(set(texts) - seen, entries | packages)

    def test_for_types_alone_count(self) -> None:
        texts = {
            "a": "",
            "a.b": "if TYPE_CHECKING:\n    from .c import C",
            "a.c": "from .d.e import E",
            "a.d": "",
            "a.d.e": "def f():\n    from .. import b",
        }
        self.assertEqual(sorted(set(cycle(texts))), ["a.b", "a.c", "a.d.e"])


class AFile(unittest.TestCase):
    def test_is_short(self) -> None:
        for folder in (ROOT / PACKAGE, HERE):
            for path in sorted(folder.rglob("*.py")):
                with self.subTest(path.name):
                    self.assertLessEqual(len(path.read_text().splitlines()), MOST_LINES)

    def test_silences_neither_linter_nor_type_checker(self) -> None:
        """What they must leave alone is said in pyproject.toml, with the reason."""
        for folder in (ROOT / PACKAGE, HERE):
            for path in sorted(folder.rglob("*.py")):
                with self.subTest(path.name):
                    self.assertNotRegex(path.read_text(), r"#\s*(noqa|type:\s*ignore|ruff:|mypy:)")
