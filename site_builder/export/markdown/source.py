"""What authors wrote, as another generator may have it: links and mentions resolved, nothing that runs.

Records outside of the documentation folder are GitHub's Markdown; what files in it write with MkDocs' extensions is
said without them. Where engines could disagree on what something is, it is written so that all of them show it.
"""

from __future__ import annotations

import re
from functools import partial
from html import unescape

from site_builder.export.markdown.escape import brace, text, title
from site_builder.export.markdown.extensions import without_extensions
from site_builder.export.markdown.segments import Segment, segments
from site_builder.export.markdown.sheet import Sheet, anchor_mark
from site_builder.export.markdown.spans import held_out, normalised, put_back, without_comments
from site_builder.export.markdown.tags import harmless
from site_builder.link.mentions import MENTION
from site_builder.render.headings import TOP_LEVEL, shown_levels, slugify
from site_builder.render.links import is_absolute, is_safe

_HEADING = re.compile(r"^( {0,3})(#{1,6})([ \t]+[^\n]*)$", re.MULTILINE)
_UNDERLINED = re.compile(r"(?:\A|(?<=\n\n))( {0,3}[^\s>|#*+-][^\n]*+)\n {0,3}(=+|-{2,})[ \t]*(?=\n|\Z)")
_LIST_AFTER_TEXT = re.compile(r"^(?![ \t]|[-*+] |\d+[.)] |[>#|])(\S[^\n]*+)\n(?=(?:[-*+]|1[.)])[ \t]+\S)", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")
_BLANK_ENDS = re.compile(r"\A(?:[ \t]*\n)+|\n(?:[ \t]*\n)*[ \t]*\Z")
_LINKED = re.compile(r"\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])")
_ATTRIBUTES = re.compile(r"\{(?::|[ ]?[.#])[^{}\n]*\}")
_IDENTIFIER = re.compile(r"#([\w-]+)")
_TOKEN = re.compile(
    r"""
    (?P<escape>\\[\\`*_{}\[\]()\#+.!|>~"'-])
    |(?P<mention>"""
    + MENTION.pattern
    + r""")
    |(?P<link>!?\[(?P<words>(?:[^\[\]\\]++|\\.|\[[^\[\]]*\])*+)\]
        \([ \t]*+(?P<target><[^<>\n]*>|(?:[^\s()<>]|\([^\s()<>]*\))*)
        (?P<title>[ \t\n]++(?:"[^"\n]*"|'[^'\n]*'))?[ \t]*+\))
    |(?P<picture>!(?=\[))
    |(?P<note>^[ ]{0,3}\[\^[^\]\n]+\]:|^\*\[[^\]\n]+\]:)
    |(?P<name>^[ ]{0,3}\[[^\]\n^][^\]\n]*\]:[ \t]*+\n?+[ \t]*+)(?P<named><[^<>\n]*>|\S+)
    |(?P<auto><(?:https?://|mailto:)[^<>\s]*>)
    |(?P<tag></?[A-Za-z][A-Za-z0-9-]*(?:\s++[^\s"'<>/=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'=<>`]++))?+)*+\s*+/?>)
    |(?P<less><)
    |(?P<closing>\](?=[(:]))
    |(?P<braces>\{(?:[:.\#]|[ ][.\#])[^{}\n]*\}|\{)
    |(?P<bar>\|)
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)


def whole(markdown: str, path: str, sheet: Sheet, top: int = TOP_LEVEL) -> str:
    """Return a text, its headings from level ``top`` on, whose links start from the file at ``path``."""
    normal = normalised(markdown)
    is_page = path.startswith(f"{sheet.context.docs_dir}/")
    normal = without_extensions(normal) if is_page else normal
    parts = [part if part.is_code else Segment(_in_form(part.text, is_page)) for part in segments(normal)]
    levels = [len(match[2]) for part in parts if not part.is_code for match in _HEADING.finditer(part.text)]
    shown = iter(shown_levels(levels, top) if levels else ())

    def heading(match: re.Match[str]) -> str:
        level = next(shown)
        sheet.level = level
        sheet.anchors.claim(slugify(_LINKED.sub(r"\1", match[3]).strip(" #")))
        return f"{'#' * level}{match[3]}"

    written = (
        part.text if part.is_code else _rewritten(_HEADING.sub(heading, part.text), path, sheet, is_page=is_page)
        for part in parts
    )
    return "\n".join(written).strip("\n")


def one_line(markdown: str, path: str, sheet: Sheet) -> str:
    """Return the first paragraph of a text in one line, for a cell or a card."""
    normal = normalised(markdown).strip()
    paragraph = re.split(r"\n[ \t]*\n|\n(?=[ \t]*(?:[-*+]|\d+[.)]|#{1,6}|`{3,}|~{3,})(?:\s|$))", normal, maxsplit=1)[0]
    words = re.sub(r"^(?:[-*+]|\d+[.)]|>|#{1,6})[ \t]+", "", paragraph)
    return re.sub(r"\s*\n\s*", " ", _rewritten(words, path, sheet, in_cell=True)).strip()


def _in_form(lines: str, is_page: bool) -> str:
    """Return text with headings in one form, and GitHub's lists after text as other engines want them."""
    if "\n=" in lines or "\n-" in lines or "\n =" in lines or "\n -" in lines:
        lines = _UNDERLINED.sub(lambda match: f"{'#' if '=' in match[2] else '##'} {match[1].strip()}", lines)
    spaced = lines if is_page else _LIST_AFTER_TEXT.sub(r"\1\n\n", lines)
    return _BLANK_ENDS.sub("\n", _BLANK_LINES.sub("\n\n", spaced)) if spaced.strip() else ""


def _rewritten(lines: str, path: str, sheet: Sheet, *, is_page: bool = False, in_cell: bool = False) -> str:
    """Return text without code blocks, rewritten; its code spans are held out of the way meanwhile."""
    text_alone, spans = held_out(lines, in_cell=in_cell)
    rewrite = partial(_token, path=path, sheet=sheet, is_page=is_page, in_cell=in_cell)
    return put_back(_TOKEN.sub(rewrite, without_comments(text_alone)), spans)


def _token(match: re.Match[str], path: str, sheet: Sheet, *, is_page: bool, in_cell: bool) -> str:
    """Return what stands in place of something that an engine could take for markup."""
    whole_match: str = match[0]
    if match["mention"]:
        return _mention(match["mention"], sheet)
    if match["link"]:
        return _link(match, path, sheet, is_page=is_page, in_cell=in_cell)
    if match["name"]:
        target = _target(match["named"], path, sheet)
        return f"{match['name'].rstrip()} {target}" if target else ""
    if match["tag"]:
        return harmless(whole_match, is_page=is_page)
    match match.lastgroup:
        case "less":
            return "&lt;"
        case "closing" | "picture":
            return f"\\{whole_match}"
        case "braces":
            return _braces(match, is_page=is_page)
        case "bar":
            return "&#124;" if in_cell else "|"
    return whole_match


def _braces(match: re.Match[str], *, is_page: bool) -> str:
    """Return braces as text. Where a page has a list of attributes in them, only the anchor that it gives is left."""
    written = match[0]
    if is_page and _ATTRIBUTES.fullmatch(written):
        identifier = _IDENTIFIER.search(written)
        return anchor_mark(identifier[1]) if identifier else ""
    return brace(match.string[match.start() + 1 : match.start() + 2]) + written[1:]


def _mention(written: str, sheet: Sheet) -> str:
    match = MENTION.fullmatch(written)
    kind, record_id, given = match.groups() if match else ("", "", None)
    words = text(given.strip()) if given else ""
    found = sheet.mention(kind, unescape(record_id))
    if found is None:
        return words or ("…" if sheet.context.views.handbook.audience == "public" else text(f"{kind}:{record_id}"))
    name, target = found
    return f"[{words or title(name)}]({target})" if target else words or title(name)


def _link(match: re.Match[str], path: str, sheet: Sheet, *, is_page: bool, in_cell: bool) -> str:
    """Return a link with its target resolved, or its words where there is none; foreign pictures become links."""
    is_image = match["link"].startswith("!")
    words = _TOKEN.sub(partial(_token, path=path, sheet=sheet, is_page=is_page, in_cell=in_cell), match["words"])
    target = _target(match["target"], path, sheet)
    if target is None or (is_image and target.startswith("#")):
        return words
    named = match["title"] or ""
    if is_image and is_absolute(target):
        return f"[{words or 'image'}]({target})"
    return f"{'!' if is_image else ''}[{words}]({target}{' ' + named.strip() if named else ''})"


def _target(written: str, path: str, sheet: Sheet) -> str | None:
    """Return where a link leads as the file writes it: a safe address, a place of the site, or None."""
    plain = unescape(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", written.strip("<>")))
    if plain.startswith("#") or is_absolute(plain):
        safe = plain.startswith("#") or is_safe(plain)
        return re.sub(r"[()<>\s{}\\\"']", lambda found: f"%{ord(found[0]):02X}", plain) if safe else None
    address, hash_sign, fragment = plain.partition("#")
    found = sheet.target(path, address.partition("?")[0]) if address else None
    return None if found is None else found + hash_sign + fragment
