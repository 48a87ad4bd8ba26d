"""What an asset is: records say it, and mkdocs.yml how often each must be verified."""

from __future__ import annotations

from typing import Literal, TypeAlias

AssetType: TypeAlias = Literal["battlecard", "deck", "faq", "demo", "guide", "training", "datasheet", "case_study"]
