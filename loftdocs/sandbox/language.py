"""Jinja's language cut down to what a Word template needs, and metered: nothing in it can go on without end."""

from typing import Any

from jinja2 import TemplateSyntaxError, nodes
from jinja2.compiler import CodeGenerator
from jinja2.lexer import Token
from jinja2.visitor import NodeTransformer

from loftdocs.sandbox.budget import TooMuch

LOOP, WEIGH = "_varv", "_mått"
# The parser goes some thirteen calls deeper for each bracket, and Python a thousand in all.
_MOST_BRACKETS, _MOST_TOKENS, _MOST_BLOCKS = 20, 200, 15
_OPENING, _CLOSING = ("lparen", "lbracket", "lbrace"), ("rparen", "rbracket", "rbrace")
_BLOCKS = ("if", "for", "with", "filter")
_REFUSED = {
    nodes.Macro: "macro",
    nodes.CallBlock: "call",
    nodes.Block: "block",
    nodes.Extends: "extends",
    nodes.Include: "include",
    nodes.Import: "import",
    nodes.FromImport: "from",
}


class Nesting:
    """Follows a template's tokens. Raises `TooMuch` where they nest deeper, or are more, than in any real template."""

    def __init__(self) -> None:
        self._brackets = self._tokens = self._blocks = 0
        self._begun = False

    def follow(self, token: Token) -> Token:
        if token.type in ("variable_begin", "block_begin", "data"):
            self._brackets = self._tokens = 0
        elif token.type not in ("variable_end", "block_end", "raw_begin", "raw_end"):
            self._tokens += 1
            self._brackets += (token.type in _OPENING) - (token.type in _CLOSING)
            if self._begun:
                self._blocks += (token.value in _BLOCKS) - (token.value in [f"end{name}" for name in _BLOCKS])
        self._begun = token.type == "block_begin"
        if self._brackets > _MOST_BRACKETS or self._tokens > _MOST_TOKENS:
            raise TooMuch("Ett fält i mallen har orimligt många parenteser eller delar.", token.lineno)
        if self._blocks > _MOST_BLOCKS:
            raise TooMuch(f"Mallen har fler än {_MOST_BLOCKS} villkor och upprepningar i varandra.", token.lineno)
        return token


class MeteredGenerator(CodeGenerator):
    """Jinja's own compiler, of a template in which every loop and every made value is paid for."""

    def visit_Template(self, node: nodes.Template, frame: Any = None) -> None:
        """Meters the whole template first. Raises `TemplateSyntaxError` for what the language does not have."""
        for kind, name in _REFUSED.items():
            for found in node.find_all(kind):
                raise TemplateSyntaxError(f"”{name}” finns inte i mallar", found.lineno)
        super().visit_Template(_Meter().visit(node), frame)


class _Meter(NodeTransformer):
    """Sends loops and made values through two filters, which the environment has."""

    def visit_For(self, node: nodes.For) -> nodes.Node:
        if node.recursive:
            raise TemplateSyntaxError("”recursive” finns inte i mallar", node.lineno)
        # In a body of its own, also the pieces that stand right in it are found.
        size = sum(len(data.data) for data in nodes.Template(node.body).find_all(nodes.TemplateData))
        self.generic_visit(node)
        node.iter = _filtered(node.iter, LOOP, nodes.Const(size, lineno=node.lineno))
        return node

    def generic_visit(self, node: nodes.Node, *args: Any, **kwargs: Any) -> Any:
        visited: Any = super().generic_visit(node, *args, **kwargs)
        if isinstance(visited, nodes.Tuple) and visited.ctx != "load":  # the names that a loop or a set gives
            return visited
        if isinstance(visited, nodes.Concat | nodes.List | nodes.Tuple | nodes.Dict):
            return _filtered(visited, WEIGH)
        return visited


def _filtered(node: Any, name: str, *arguments: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(node, name, list(arguments), [], None, None, lineno=node.lineno)
