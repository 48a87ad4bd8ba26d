"""GitHub-flavoured Markdown to HTML as GitHub's own parser makes it: not yet sanitised."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache
from typing import Any

_EXTENSIONS = ("table", "autolink", "strikethrough", "tasklist")


def markdown_to_html(text: str, *, is_common: bool = False, has_places: bool = False) -> str:
    """Return the HTML of a Markdown text, raw HTML kept: it must be sanitised before anybody sees it.

    ``is_common`` says that nothing in the text is of GitHub's flavour alone, whose extensions take a third of the time.
    With ``has_places`` each block says where it is in the text (``data-sourcepos="line:column-line:column"``).
    """
    return _parser().render(text.replace("\x00", "\ufffd"), with_extensions=not is_common, has_places=has_places)


@cache
def _parser() -> _Parser:
    return _Parser()


class _Parser:
    """The C library with its extensions looked up once.

    The binding's own functions never release the parsed tree nor the rendered text, about nine times the size of the
    source, which a site of thousands of records and a long-lived preview server would notice.
    """

    def __init__(self) -> None:
        from cmarkgfm import _cmark, cmark

        self._library = _cmark.lib
        self._interface = _cmark.ffi
        self._options = (
            cmark.Options.CMARK_OPT_UNSAFE | cmark.Options.CMARK_OPT_FOOTNOTES | cmark.Options.CMARK_OPT_GITHUB_PRE_LANG
        )
        self._places = cmark.Options.CMARK_OPT_SOURCEPOS
        cmark.core_extensions_ensure_registered()
        self._extensions = [cmark.find_syntax_extension(name) for name in _EXTENSIONS]
        self._free_tree, self._free_text = _releasers(_cmark.__file__)

    def render(self, text: str, *, with_extensions: bool, has_places: bool) -> str:
        library, interface = self._library, self._interface
        options = self._options | self._places if has_places else self._options
        source = text.encode("utf-8", "replace")
        parser = library.cmark_parser_new(options)
        try:
            for extension in self._extensions if with_extensions else ():
                library.cmark_parser_attach_syntax_extension(parser, extension)
            library.cmark_parser_feed(parser, source, len(source))
            tree = library.cmark_parser_finish(parser)
            attached = library.cmark_parser_get_syntax_extensions(parser)
            rendered = library.cmark_render_html(tree, options, attached)
            html: str = interface.string(rendered).decode("utf-8")
            self._free_text(int(interface.cast("uintptr_t", rendered)))
            self._free_tree(int(interface.cast("uintptr_t", tree)))
        finally:
            library.cmark_parser_free(parser)
        return html


def _releasers(path: str) -> tuple[Callable[[int], Any], Callable[[int], Any]]:
    """Return the functions that release a tree and a text; such that do nothing where the library hides them."""
    try:
        library = ctypes.CDLL(path)
        tree, text = library.cmark_node_free, library.free
    except (OSError, AttributeError):
        return _keep, _keep
    for function in (tree, text):
        function.argtypes = [ctypes.c_void_p]
        function.restype = None
    return tree, text


def _keep(_: int) -> None:
    """Leave the memory to the end of the process."""
