"""The settings of a handbook: the plugin's options in ``mkdocs.yml``, and what else of that file concerns everyone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from typing import Any, Final, NamedTuple

from pydantic import ValidationError

from site_builder.load.link_checking import custom_dir, follows_links
from site_builder.load.mkdocs_file import MkdocsFile, read_mkdocs_file
from site_builder.load.settings_problems import problems_of
from site_builder.load.source import Source, inside
from site_builder.model.diagnostic import Diagnostic, Span, error, in_order
from site_builder.model.quick import dataclass
from site_builder.model.record import FieldPath
from site_builder.model.settings import Audience, Settings
from site_builder.model.suggest import did_you_mean

PLUGIN = "opsbook"
PUBLIC_SITE_DIR: Final = "site-public"
"""Where the public site is built, whatever ``site_dir`` says: that folder is the internal one's."""


@dataclass(frozen=True, slots=True)
class LoadedSettings:
    """The settings, MkDocs' own options that the stages need, and diagnostics.

    ``docs_dir`` is relative to the root; ``site_dir`` is as written. ``edit_uri`` is what stands before the path of a
    file where that is edited. Options that are wrong are reported and have their default here. ``has_plugin`` says
    whether ``plugins`` names opsbook, ``is_readable`` whether the file could be read: if not, nothing is where it
    should be. ``rules_at`` is where the severity of each rule is set. ``follows_links`` says whether dead links of the
    documentation are known without MkDocs, ``custom_dir`` where the theme has files of this handbook's.
    """

    settings: Settings
    site_name: str = ""
    docs_dir: str = "docs"
    site_dir: str = "site"
    repo_url: str = ""
    edit_uri: str = ""
    site_url: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()
    has_plugin: bool = True
    is_readable: bool = True
    rules_at: Mapping[str, Span] = field(default_factory=dict)
    follows_links: bool = True
    custom_dir: str = ""

    @property
    def shown_name(self) -> str:
        """What the site is called for its audience."""
        public = self.settings.public_name if self.settings.audience == "public" else None
        return public or self.site_name

    def built_in(self, audience: Audience | None = None) -> str:
        """Return the folder that the site for an audience is built in; None: for the one of the settings."""
        return PUBLIC_SITE_DIR if (audience or self.settings.audience) == "public" else self.site_dir


def load_settings(source: Source, path: str = "mkdocs.yml", *, kinds: Iterable[str] = ()) -> LoadedSettings:
    """Return the settings that a ``mkdocs.yml`` holds. Nothing in the file is run, no Python tag is constructed.

    With ``kinds``, names of kinds that are not among them are reported. Raises SourceError where there is no such file.
    """
    file = read_mkdocs_file(source, path)
    plugins = tuple(_plugins(file))
    found = next((plugin for plugin in plugins if plugin.name == PLUGIN), None)
    settings, diagnostics = Settings(), [*file.diagnostics, *_misnamed(file, plugins)]
    rules_at: dict[str, Span] = {}
    if found is not None:
        _, place, options = found
        settings, problems = _validated(file, place, options)
        diagnostics.extend(problems)
        diagnostics.extend(_unknown_kinds(file, place, settings, tuple(kinds)))
        rules_at = {code: file.key_span(*place, "rules", code) for code in settings.rules}
    docs_dir, problems = _docs_dir(file)
    diagnostics.extend(problems)
    return LoadedSettings(
        settings,
        site_name=_text(file, "site_name"),
        docs_dir=docs_dir,
        site_dir=_text(file, "site_dir") or "site",
        repo_url=_text(file, "repo_url"),
        edit_uri=_text(file, "edit_uri") or _text(file, "edit_uri_template").partition("{path")[0],
        site_url=_text(file, "site_url"),
        diagnostics=in_order(diagnostics),
        has_plugin=found is not None,
        is_readable=bool(file.values) and all(each.code != "yaml-syntax" for each in file.diagnostics),
        rules_at=rules_at,
        custom_dir=custom_dir(file),
        follows_links=follows_links(file, (plugin.name for plugin in plugins)),
    )


class _Plugin(NamedTuple):
    """A plugin that ``mkdocs.yml`` names: where its options are, and what they are."""

    name: str
    place: FieldPath
    options: object


def _plugins(file: MkdocsFile) -> Iterator[_Plugin]:
    """Yield the plugins; MkDocs takes a list of them as well as a mapping."""
    plugins = file.values.get("plugins")
    if isinstance(plugins, Mapping):
        yield from (_Plugin(str(name), ("plugins", name), options) for name, options in plugins.items())
    for index, plugin in enumerate(plugins if isinstance(plugins, list) else ()):
        if isinstance(plugin, str):
            yield _Plugin(plugin, ("plugins", index), None)
        elif isinstance(plugin, Mapping):
            yield from (_Plugin(str(name), ("plugins", index, name), options) for name, options in plugin.items())


def _misnamed(file: MkdocsFile, plugins: Sequence[_Plugin]) -> Iterator[Diagnostic]:
    """Yield what keeps the options of opsbook from being read: its name is misspelt, or stands there twice."""
    ours = [plugin for plugin in plugins if plugin.name == PLUGIN]
    for again in ours[1:]:
        message = "opsbook is among the plugins twice, and only the options of the first count"
        yield error("duplicate-key", message, file.key_span(*again.place), "leave one of them")
    for plugin in () if ours else plugins:
        hint = did_you_mean(plugin.name, [PLUGIN])
        if hint:
            message = f"plugins: there is no plugin {plugin.name[:80]!r}, and its options do not count"
            yield error("unknown-key", message, file.key_span(*plugin.place), hint)


def _validated(file: MkdocsFile, place: FieldPath, options: object) -> tuple[Settings, list[Diagnostic]]:
    if options is None:
        return Settings(), []
    if not isinstance(options, Mapping):
        message = "the options of opsbook must be a mapping"
        return Settings(), [error("invalid-value", message, file.span(*place), "write option: value")]
    # ``enabled`` is an option that MkDocs gives to every plugin.
    given = {key: value for key, value in _without_nulls(options).items() if key != "enabled"}
    try:
        return Settings.model_validate(given), []
    except ValidationError as fault:
        diagnostics = problems_of(fault, file, place)
        wrong = {problem["loc"][0] for problem in fault.errors(include_url=False) if problem["loc"]}
    rest = {key: value for key, value in given.items() if key not in wrong}
    try:
        return Settings.model_validate(rest), diagnostics
    except ValidationError:
        return Settings(), diagnostics


def _without_nulls(value: Mapping[Any, Any]) -> dict[Any, Any]:
    """An option that is empty is one that was left out."""
    return {
        key: _without_nulls(inner) if isinstance(inner, Mapping) else inner
        for key, inner in value.items()
        if inner is not None
    }


def _unknown_kinds(
    file: MkdocsFile, place: FieldPath, settings: Settings, kinds: tuple[str, ...]
) -> Iterable[Diagnostic]:
    for option, named in (("folders", settings.folders), ("custom", settings.custom)):
        for kind in named:
            if kinds and kind not in kinds:
                hint = did_you_mean(kind, kinds) or f"kinds are {', '.join(kinds)}"
                span = file.key_span(*place, option, kind)
                yield error("unknown-key", f"{option}: there is no kind {kind[:80]!r}", span, hint)


def _docs_dir(file: MkdocsFile) -> tuple[str, list[Diagnostic]]:
    written = _text(file, "docs_dir")
    if not written:
        return "docs", []
    folder = inside(written)
    if folder:
        return folder, []
    message = f"docs_dir: {written[:200]!r} is no folder below that of mkdocs.yml"
    hint = "name a folder beside mkdocs.yml, such as content"
    return "docs", [error("outside-repository", message, file.span("docs_dir"), hint)]


def _text(file: MkdocsFile, option: str) -> str:
    value = file.values.get(option)
    return value.strip() if isinstance(value, str) else ""
