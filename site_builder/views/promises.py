"""Whether a promise was kept, in words: the day of release beside the target."""

from __future__ import annotations

from datetime import date

from site_builder.kinds.initiative import Initiative
from site_builder.model.dates import PlannedDate
from site_builder.views.wording import count_words, planned_words


def promise_words(fields: Initiative, as_of: date, first: PlannedDate | None = None) -> str:
    """Return how a release, or today, stands to the target: ``released 12 days after its target``.

    A release is held against the ``first`` promise where the commits know it. A target that is a month or a quarter is
    kept by any day in it. Empty where nothing was promised, where the initiative was dropped, and where the target is
    still to come.
    """
    target, released_on = fields.target, fields.released_on
    if fields.status == "released":
        promise = first or target
        is_target = promise is None or target is None or promise.last_day == target.last_day
        what = "target" if is_target else "first promise"
        return "" if released_on is None or promise is None else _released(released_on, promise, what)
    if target is None or fields.status == "dropped":
        return ""
    late = (as_of - target.last_day).days
    return f"{count_words(late, 'day')} past its target" if late > 0 else ""


def _released(released_on: date, promise: PlannedDate, what: str) -> str:
    late = (released_on - promise.last_day).days
    if late > 0:
        return f"released {count_words(late, 'day')} after its {what}"
    if promise.is_exact:
        return f"released {count_words(-late, 'day')} before its {what}" if late else f"released on its {what}"
    within = released_on >= _first_day(promise)
    return f"released {'within' if within else 'before'} its {what}, {planned_words(promise)}"


def _first_day(target: PlannedDate) -> date:
    """Return the first day of the month or quarter that was promised."""
    last = target.last_day
    return date(last.year, last.month - 2 if "Q" in target.text else last.month, 1)
