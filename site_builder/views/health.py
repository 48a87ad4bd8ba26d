"""How things are going: the health that the newest update on a record gives."""

from __future__ import annotations

from collections.abc import Mapping

from site_builder.history.updates import updates_until
from site_builder.kinds.update import Update
from site_builder.model.reference import Reference
from site_builder.views.base import ViewContext
from site_builder.views.cells import Badge
from site_builder.views.words import status_badge


def latest_health(context: ViewContext) -> Mapping[Reference, Badge]:
    """Return the health of each record that has an update, by the newest one, with its day in the title."""
    known = updates_until(context.handbook, context.as_of)
    return {subject: _badge(updates[-1].fields) for subject, updates in known.items()}


def _badge(update: Update) -> Badge:
    badge = status_badge(update.health)
    return Badge(badge.text, badge.tone, title=f"update of {update.date.isoformat()}", order=badge.order)
