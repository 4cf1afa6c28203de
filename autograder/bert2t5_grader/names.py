"""Which names a cell's text binds at its top level, and what it imports."""

import ast


def bound_names(source: str) -> set[str]:
    """Return the names that a cell binds at its top level; none when its text is no Python.

    >>> sorted(bound_names("import a.b, c as d\\ndef f(x): y = 1\\ng, *h = 1, 2\\nfor i in []: pass"))
    ['a', 'd', 'f', 'g', 'h', 'i']
    """
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return set()
    found = _Bound()
    found.visit(tree)
    return found.names


def imports(source: str) -> str:
    """Return a cell's top-level import statements, one a line.

    >>> imports("import math\\nx = 1\\nfrom a import b")
    'import math\\nfrom a import b'
    """
    return "\n".join(ast.unparse(node) for node in _import_nodes(source))


def _import_nodes(source: str) -> list[ast.Import | ast.ImportFrom]:
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return []
    return [node for node in body if isinstance(node, (ast.Import, ast.ImportFrom))]


class _Bound(ast.NodeVisitor):
    """Collects bound names without going into functions, classes and comprehensions."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Store):
            self.names.add(node.id)

    def visit_alias(self, node: ast.alias) -> None:
        self.names.add(node.asname or node.name.partition(".")[0])

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> None:
        self.names.add(node.name)

    visit_AsyncFunctionDef = visit_FunctionDef
    visit_ClassDef = visit_FunctionDef

    def visit_Lambda(self, node: ast.Lambda) -> None:
        pass

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = visit_Lambda  # type: ignore[assignment]
