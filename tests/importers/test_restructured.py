"""reStructuredText as Markdown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.importers.restructured import markdown_of
from tests.support import ends


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Use ``keystone-manage  db_sync``\nnow.", "Use `keystone-manage db_sync`\nnow."),
        ("Use ``a`b`` and `` x``.", "Use ``a`b`` and `x`."),
        ("The `pipeline` value", "The `pipeline` value"),
        ("*em* and **strong**", "*em* and **strong**"),
        ("See `the guide <https://example.com/a_b>`_.", "See [the guide](https://example.com/a_b)."),
        ("See `the\nguide <https://example.com/\nlong>`__.", "See [the guide](https://example.com/long)."),
        ("[`bug 1 <https://example.com/1>`_] Fixed", "([bug 1](https://example.com/1)) Fixed"),
        ("[`bug 1 <https://example.com/1>`] Fixed", "([bug 1](https://example.com/1)) Fixed"),
        ("the`guide <https://example.com>`_ says", "the[guide](https://example.com) says"),
        ("`[`bug <https://example.com>`_] Fixed", "`([bug](https://example.com)) Fixed"),
        ("`a [b] <https://example.com/(c)>`_", r"[a \[b\]](<https://example.com/(c)>)"),
        ("`a <See https://example.com>`_", "[a](https://example.com)"),
        ("`<https://example.com>`_", "[https://example.com](https://example.com)"),
        (
            "`Guide`_ and `x <Guide_>`_\n\n.. _guide: https://example.com",
            "[Guide](https://example.com) and [x](https://example.com)",
        ),
        (
            "`a`__, `b`__\n\n.. __: https://a.example\n__ https://b.example",
            "[a](https://a.example), [b](https://b.example)",
        ),
        ("`nowhere`_", "nowhere"),
        (":ref:`the words <target>`, :ref:`target`", "the words, target"),
        (":class:`~a.b.Token`, :oslo.config:option:`a.b`", "`Token`, `a.b`"),
        (":emphasis:`a` :strong:`b` :code:`c`", "*a* **b** `c`"),
        ("Give <user_id> or a < b, <https://example.com>", r"Give \<user_id> or a < b, <https://example.com>"),
        (r"Not \*this\*, nor a\ b \<c>", r"Not \*this\*, nor ab \<c>"),
        ("In _private and __init__, https://example.com/_a", r"In \_private and \_\_init__, https://example.com/_a"),
        ("don`t and can`t", "don`t and can`t"),
        ("Three ``` stay ```", "Three ``` stay ```"),
        ("[1]_ and |name| and name_ stay", "[1]_ and |name| and name_ stay"),
        ("``unclosed and `this", "``unclosed and `this"),
        ("", ""),
    ],
)
def test_what_is_marked_up_in_lines(text: str, expected: str) -> None:
    assert markdown_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("From::\n\n    a `b`\n      c\n\n    d\n\nto", "From:\n\n```text\na `b`\n  c\n\nd\n```\n\nto"),
        ("From ::\n\n a\n", "From\n\n```text\na\n```"),
        ("::\n\n a\n", "```text\na\n```"),
        ("Nothing::\n\nfollows", "Nothing::\n\nfollows"),
        ("a::\n\n  ```\n", "a:\n\n````text\n```\n````"),
        (".. code-block:: ini\n   :linenos:\n\n   [a]\n   b = 1\n\nDone", "```ini\n[a]\nb = 1\n```\n\nDone"),
        (".. code::\n\nDone", "\nDone".strip()),
        (
            "* one\n  more::\n\n      code\n\n  end\n\n* two",
            "* one\n  more:\n\n  ```text\n  code\n  ```\n\n  end\n\n* two",
        ),
        ("Words:\n\n    * one\n\n      * two\n\nend", "Words:\n\n* one\n\n  * two\n\nend"),
        ("#. one\n#. two\n\n• three", "1. one\n1. two\n\n- three"),
        ("Words\n\n    quoted\n    more\n\nend", "Words\n\nquoted\nmore\n\nend"),
        (".. note:: Take\n   care.\n\nend", "**Note:** Take\ncare.\n\nend"),
        (".. warning::\n\n   Take care.", "**Warning:**\n\nTake care."),
        ("a\n\n\n.. _x: https://example.com\n\nb", "a\n\nb"),
        (".. unknown:: x\n", ".. unknown:: x"),
        ("Head\n====\n\n\ttabbed", "Head\n====\n\ntabbed"),
    ],
)
def test_blocks(text: str, expected: str) -> None:
    assert markdown_of(text) == expected


FRAGMENTS = [
    "`",
    "``",
    "_",
    "__",
    "<",
    ">",
    "https://a.b",
    " ",
    "\n",
    "\n\n",
    "    ",
    "* ",
    "::",
    ".. ",
    "a",
    "é",
    "\\",
    "|",
    ":a:",
]


@given(st.one_of(st.text(), st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join)))
def test_it_never_raises_and_loses_no_letter(text: str) -> None:
    found = markdown_of(text)
    if "_" not in text:
        assert found.count("é") == text.count("é")


@pytest.mark.parametrize(
    "piece", ["`", "``", "`a", "`a <", "[`a`_]", "::\n", "a::\n\n", "::\n\n x\n\n", "* ", ".. note:: ", ":a:"]
)
def test_a_text_made_to_be_slow_is_not(piece: str) -> None:
    with ends():
        markdown_of("x " + piece * 50_000)
        markdown_of("\n".join(" " * width + "* a::\n" for width in range(1000)))
