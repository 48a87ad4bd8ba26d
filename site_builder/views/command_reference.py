"""The commands for the reference. A test holds this against the command line itself, which views must not import."""

from __future__ import annotations

from site_builder.model.quick import dataclass


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a command as it is written, and what it does."""

    usage: str
    help: str


@dataclass(frozen=True, slots=True)
class Command:
    """A command: how it is called, what it does, its options."""

    name: str
    usage: str
    help: str
    options: tuple[Option, ...] = ()


_FILE = Option("-f, --config-file FILE", "Configuration of the handbook; its folder is the root. [default: mkdocs.yml]")
_AS_OF = Option("--as-of DATE", 'The date that "today" means.')
_NO_CACHE = Option("--no-cache", "Use nothing that an earlier run kept in .opsbook/, and keep nothing.")
_DRY_RUN = Option("--dry-run", "Print what would change as a diff, and write nothing.")
_DAY = Option("--date DATE", "The day of the release. [default: today]")
_EMBARGOED = Option("--include-embargoed", "Take in changes that are under embargo after that day.")

COMMANDS = (
    Command(
        "init",
        "opsbook init [OPTIONS] DIRECTORY",
        "Make a new handbook that builds at once.",
        (
            Option("--empty", "Only the configuration and a first page, instead of an example company."),
            Option("--history", "Commit the example with two years of its past, to show what git knows."),
        ),
    ),
    Command(
        "check",
        "opsbook check [OPTIONS]",
        "Report everything that is wrong, in one run.",
        (
            _FILE,
            _AS_OF,
            _NO_CACHE,
            Option("--format text|json|github|gitlab|sarif", "How findings are written. [default: text]"),
            Option("--fail-on error|warning", "The severity from which the exit code is 1. [default: error]"),
            Option("--base REVISION", "Report only what is not there at this revision."),
            Option("-q, --quiet", "Leave out infos in the text form."),
        ),
    ),
    Command(
        "build",
        "opsbook build [OPTIONS]",
        "Build the site.",
        (
            _FILE,
            _AS_OF,
            _NO_CACHE,
            Option(
                "--audience internal|public",
                "Who the site is for. [default: what mkdocs.yml says, or internal]",
            ),
            Option(
                "--site-dir DIRECTORY",
                "Where the site goes. [default: site_dir of mkdocs.yml; of the public site, site-public]",
            ),
            Option(
                "--baseline TAG",
                "A tag or period (2026-Q1) whose targets the roadmap shows as ghosts. [default: first promises]",
            ),
            Option("--strict", "Stop at warnings, too."),
            Option("--allow-errors", "Build a draft that says on every page that it has errors."),
            Option("--timings", "Print how long each stage took."),
        ),
    ),
    Command(
        "serve",
        "opsbook serve [OPTIONS]",
        "Preview the site and rebuild it as you edit.",
        (
            _FILE,
            _AS_OF,
            _NO_CACHE,
            Option("--address HOST:PORT", "Host and port. [default: 127.0.0.1:8000, or dev_addr of mkdocs.yml]"),
        ),
    ),
    Command("new", "opsbook new [OPTIONS] KIND ID", "Write a new record with every field explained.", (_FILE, _AS_OF)),
    Command(
        "set",
        "opsbook set [OPTIONS] KIND ID FIELD=VALUE...",
        "Change fields of a record and nothing else in its file.",
        (_DRY_RUN, _FILE, _AS_OF),
    ),
    Command(
        "rename",
        "opsbook rename [OPTIONS] KIND OLD NEW",
        "Give a record another id, and every reference to it.",
        (_DRY_RUN, _FILE, _AS_OF),
    ),
    Command(
        "import",
        "opsbook import [OPTIONS] [FORMAT] [PATH]",
        "Turn what other tools export into records.",
        (
            Option("--kind KIND", "The kind of record that the rows become."),
            Option("--map FIELD=COLUMN", "Read a field from a column."),
            Option("--value FIELD:THEIRS=OURS", "What a value of theirs stands for here."),
            Option("--set FIELD=VALUE", "A field that the export does not give."),
            Option("--where COLUMN=TEXT", "Read only the rows in which this stands."),
            Option("--date-format FORMAT", "How days are written, such as %d/%m/%Y %H:%M."),
            Option("--timezone ZONE", "The zone of moments without one, such as Europe/Berlin."),
            Option("--delimiter SIGN", "What separates columns. [default: a comma]"),
            Option("--skip-rows NUMBER", "Lines above the header of a table."),
            Option("--encoding NAME", "The encoding of a table. [default: utf-8]"),
            Option(
                "--update FIELD",
                "Take this field from the export in records that are there already; all takes every field.",
            ),
            _DRY_RUN,
            _FILE,
            _AS_OF,
        ),
    ),
    Command(
        "metrics",
        "opsbook metrics [OPTIONS] [NAME]",
        "Print the numbers without the site.",
        (_FILE, _AS_OF, _NO_CACHE, Option("--format table|json|csv", "How results are written. [default: table]")),
    ),
    Command(
        "diff",
        "opsbook diff [OPTIONS] BASE [HEAD]",
        "Say what a change means.",
        (
            _FILE,
            _AS_OF,
            Option("--format text|markdown|json", "How the change is told. [default: text]"),
            Option("-v, --verbose", "Show all of long lists, and fold nothing."),
        ),
    ),
    Command(
        "release draft",
        "opsbook release draft [OPTIONS] [VERSION]",
        "Show what the next release would say.",
        (
            _DAY,
            Option("--format text|markdown", "How the draft is written. [default: text]"),
            _EMBARGOED,
            _FILE,
            _AS_OF,
        ),
    ),
    Command(
        "release cut",
        "opsbook release cut [OPTIONS] VERSION",
        "Make a release of the unreleased changes.",
        (
            _DAY,
            Option("--title TEXT", "Its title. [default: that of the latest release, with the new version]"),
            Option("--owner TEXT", "Who answers for it. [default: the owner of the latest release]"),
            Option("--highlight ID", "A change that leads the notes."),
            Option(
                "--initiative ID",
                "An initiative that becomes released, instead of those in progress that the changes name.",
            ),
            Option("--keep-initiatives", "Leave all initiatives as they are."),
            _EMBARGOED,
            Option("--out-of-order", "Allow a version or day before those of the latest release."),
            Option("--empty", "Allow a release without a change."),
            Option("--allow-dirty", "Allow records with changes that are not committed."),
            _DRY_RUN,
            _FILE,
            _AS_OF,
        ),
    ),
    Command(
        "schema",
        "opsbook schema [OPTIONS] [KIND]",
        "Print or write the JSON Schema of the kinds.",
        (
            Option("--write DIRECTORY", "Write <kind>.schema.json files to a folder."),
            Option(
                "--editor vscode",
                "With --write: make the editor use them, in .vscode/settings.json beside mkdocs.yml.",
            ),
            _FILE,
        ),
    ),
    Command(
        "owners",
        "opsbook owners [OPTIONS]",
        "Print or write a CODEOWNERS file made from the owners of the records.",
        (
            _FILE,
            Option(
                "--write FILE",
                "Write it to a file, such as .github/CODEOWNERS: a new one, or one made so before.",
            ),
        ),
    ),
    Command(
        "publish",
        "opsbook publish [OPTIONS] [VERSION]",
        "Add the built site to a tree of versions.",
        (
            Option("--to DIRECTORY", "The published tree."),
            Option("--alias NAME", "A name that leads to this version from now on, such as latest; may be repeated."),
            Option(
                "--audience internal|public",
                "Who the site has to be for. [default: what mkdocs.yml says, or internal]",
            ),
            Option(
                "--site-dir DIRECTORY",
                "The built site. [default: site_dir of mkdocs.yml; of the public site, site-public]",
            ),
            Option("--title TEXT", "What the version selector shows. [default: the version]"),
            Option("--remove VERSION", "Take a version and its aliases out of the tree."),
            Option("--retitle VERSION TITLE", "Give a version another title."),
            Option("--list", "Print the versions of the tree."),
            Option("--branch NAME", "Build the site and commit it to a branch of git, with mike."),
            Option("--remote NAME", "Where the branch is pushed to. [default: nowhere]"),
            _FILE,
        ),
    ),
    Command(
        "export",
        "opsbook export [OPTIONS] --markdown PATH",
        "Write the pages as Markdown for another generator.",
        (
            _FILE,
            _AS_OF,
            _NO_CACHE,
            Option("--markdown PATH", "The folder for the pages: new, empty or of an earlier export."),
            Option("--allow-errors", "Write a draft that says on every page that it has errors."),
        ),
    ),
    Command("cache clear", "opsbook cache clear [OPTIONS]", "Take away all that is kept.", (_FILE,)),
    Command("cache show", "opsbook cache show [OPTIONS]", "Show what is kept, and how large it is.", (_FILE,)),
)
"""In the order of the command line."""
