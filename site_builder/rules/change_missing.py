"""A change that touches the product tells customers.

**What is demanded.** Where `opsbook check --base` compares with a revision, and files that the policy
`change_required` names were touched since, a change is added or edited as well. Paths are those from the top of the
repository, also where the handbook is a folder of it. Without the policy, and without `--base`, nothing is demanded.

**Why.** Whoever changes the product knows best what is different for customers, on the day of the change. Weeks later
somebody else has to find it out from commits.

**How to mend it.** `opsbook new change ID`, in the same pull request. For what customers never notice, such as tests,
name the paths under `exempt`.

**Example.** With this policy, a pull request that edits `src/export.py` and no record of `roadmap/changes/` has the
finding, at line 1 of that file:

```yaml
policies:
  change_required:
    paths: ["src/**", "app/**"]
    exempt: ["**/tests/**"]
```
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from site_builder.kinds.change import CHANGE
from site_builder.load.names import RecordNames
from site_builder.load.patterns import matching
from site_builder.load.source import printable
from site_builder.load.touched_files import TouchedFiles
from site_builder.model.diagnostic import Severity, Span
from site_builder.rules.base import Finding, Rule, RuleContext

_CONFIGURATION = "mkdocs.yml"


def _check(context: RuleContext) -> Iterator[Finding]:
    policy, touched = context.settings.policies.change_required, context.touched
    exempt = set(_named(touched.paths, policy.exempt))
    demanding = sorted(set(_named(touched.paths, policy.paths)) - exempt)
    if not demanding or _has_change(touched, context.settings.folders.get(CHANGE.name, CHANGE.folder)):
        return
    more = len(demanding) - 1
    others = f" and {more:,} more file{'' if more == 1 else 's'}" if more else ""
    message = f"{_shown(demanding[0])}{others} changed, and no change tells customers of it"
    yield Finding(message, _place(demanding, touched))


def _named(paths: Sequence[str], patterns: Sequence[str]) -> Iterator[str]:
    for pattern in patterns:
        yield from matching(pattern, paths)


def _has_change(touched: TouchedFiles, folder: str) -> bool:
    names = RecordNames({CHANGE.name: folder})
    below = (path for path in touched.paths if path.startswith(touched.prefix) and path not in touched.removed)
    return any(names.of(path.removeprefix(touched.prefix)) is not None for path in below)


def _place(demanding: Sequence[str], touched: TouchedFiles) -> Span:
    """The first file that is there and below the root of the handbook, else the configuration, which demands it."""
    there = (path for path in demanding if path.startswith(touched.prefix) and path not in touched.removed)
    first = next(filter(str.isprintable, there), None)
    return Span(_CONFIGURATION if first is None else first.removeprefix(touched.prefix))


def _shown(path: str) -> str:
    """A path as it can be printed: in a pull request anybody may name a file."""
    text = printable(path)
    return text if text.isprintable() else repr(text)


RULE = Rule(
    code="change-missing",
    severity=Severity.ERROR,
    summary="What touches the product comes with a change (only with `--base`, and where a policy demands it).",
    why="Who changes the product knows best what is different for customers; later somebody has to find it out.",
    hint="write one with: opsbook new change ID; for what customers never notice, name the path under exempt of the "
    "policy change_required",
    check=_check,
    kinds=("change",),
)
