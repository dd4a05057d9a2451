"""Small enough to be read in one go: no Python file over 400 lines, no function over 40."""

import ast
from collections.abc import Iterator

LONGEST_FILE = 400
LONGEST_FUNCTION = 40


def functions(text: str) -> Iterator[tuple[str, int, int]]:
    """Name, first line and number of lines of every function."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, node.lineno, (node.end_lineno or node.lineno) - node.lineno + 1


def python(texts: dict[str, str]) -> dict[str, str]:
    found = {path: text for path, text in texts.items() if path.endswith(".py")}
    assert len(found) > 50
    return found


def test_no_python_file_is_too_long(texts: dict[str, str]) -> None:
    long = {path: text.count("\n") for path, text in python(texts).items() if text.count("\n") > LONGEST_FILE}
    assert not long, f"over {LONGEST_FILE} lines: {long}"


def test_no_function_is_too_long(texts: dict[str, str]) -> None:
    long = [
        f"{path}:{line} {name}: {lines} lines"
        for path, text in python(texts).items()
        for name, line, lines in functions(text)
        if lines > LONGEST_FUNCTION
    ]
    assert not long, "\n".join(long)


def test_the_measure_counts_every_line_of_a_function() -> None:
    text = "class A:\n    async def f(self):\n        def g():\n            pass\n\n        return g\n"
    assert sorted(functions(text)) == [("f", 2, 5), ("g", 3, 2)]
