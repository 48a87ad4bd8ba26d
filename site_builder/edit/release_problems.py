"""Why a release cannot be cut, each reason in one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from site_builder.edit.release_plan import ReleasePlan, Wish, past_releases
from site_builder.kinds.initiative import INITIATIVE
from site_builder.kinds.release import RELEASE
from site_builder.link.handbook import Handbook
from site_builder.load.names import RESERVED
from site_builder.model.reference import is_id
from site_builder.model.suggest import did_you_mean
from site_builder.views.versions import version_key
from site_builder.views.wording import joined_words


def problems_of_wish(handbook: Handbook, wish: Wish, as_of: date, *, out_of_order: bool = False) -> Iterator[str]:
    """Yield what is wrong with what was asked for: the version, the day, the initiatives; the gravest first."""
    yield from problems_of_version(handbook, wish.version, out_of_order=out_of_order)
    if wish.day > as_of:
        yield (
            f"{wish.day} is in the future (today is {as_of}); plan it with: opsbook new release {wish.version}, "
            "status planned, and cut it on its day"
        )
    past = past_releases(handbook)
    if past and wish.day < past[-1].day and not out_of_order:
        yield (
            f"{wish.day} is before {past[-1].day}, the day of {past[-1].version}; "
            "--out-of-order releases on it all the same"
        )
    for name in wish.initiatives or ():
        yield from _problem_of_initiative(handbook, name)


def problems_of_version(handbook: Handbook, version: str, *, out_of_order: bool = False) -> Iterator[str]:
    """Yield why no release can get a version: it is no id, reserved, there already, or lower than the latest one."""
    if not is_id(version):
        yield (
            f"{version!r} cannot be the id of a release: 1 to 64 lower case letters, digits, dots and hyphens, "
            "not starting with a sign"
        )
        return
    if version in RESERVED[RELEASE.name]:
        yield f"{version!r} cannot be the id of a release: the site has a page of that address"
        return
    for release in handbook.records(RELEASE):
        if release.id == version:
            if release.fields.status != "planned":
                yield f"release {version} is there already: {release.fields.status}, of {release.fields.date}"
        elif version_key(release.id) == version_key(version):
            is_planned = release.fields.status == "planned"
            hint = f"is planned; cut {release.id}" if is_planned else "is there already"
            yield f"{version} is the same version as {release.id}, which {hint}"
    past = past_releases(handbook)
    if past and not out_of_order and version_key(version) < version_key(past[-1].version):
        yield f"{version} is lower than {past[-1].version}, the latest release; --out-of-order releases it all the same"


def problem_of_highlights(plan: ReleasePlan, highlights: Iterable[str]) -> str:
    """Return why changes cannot be highlights of a release: it does not bring them. Empty where it brings them all."""
    brought = [change.id for change in plan.all_changes]
    missing = [name for name in highlights if name not in brought]
    if not missing:
        return ""
    hint = did_you_mean(missing[0], brought) or (f"it brings {joined_words(brought)}" if brought else "it brings none")
    return f"release {plan.version} brings no change {missing[0]!r}; {hint}"


def _problem_of_initiative(handbook: Handbook, name: str) -> Iterator[str]:
    record = handbook.find(INITIATIVE, name)
    if record is None:
        hint = did_you_mean(name, [each.id for each in handbook.records(INITIATIVE)])
        yield f"there is no initiative {name!r}{'; ' + hint if hint else ''}"
    elif record.fields.status in ("released", "dropped"):
        yield f"the initiative {name!r} is {record.fields.status} already"
