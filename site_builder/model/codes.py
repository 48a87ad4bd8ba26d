"""Codes of what the stages before the rules report: reading, validating, linking."""

from __future__ import annotations

from site_builder.model.diagnostic import Severity
from site_builder.model.quick import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """A stable code: what is demanded, why, and how to mend it."""

    name: str
    summary: str
    why: str
    mend: str
    severity: Severity = Severity.ERROR


READING_CODES: tuple[Code, ...] = (
    Code(
        "not-utf8",
        "Files are UTF-8.",
        "Bytes of another encoding would be shown as other letters, and nobody would notice.",
        "Save the file as UTF-8. A survey may name another encoding of its responses under `columns`.",
    ),
    Code(
        "file-too-large",
        "A record has at most 1 MiB.",
        "A record is what a person reviews. A file that large is data, or an attack on the build.",
        "Move data into a CSV file that the record names.",
    ),
    Code(
        "outside-repository",
        "Paths stay inside the repository, and links are not followed.",
        "A pull request must not read the files of the machine that builds it.",
        "Copy the file into the repository, and write its path relative to the root.",
    ),
    Code(
        "front-matter",
        "A record in Markdown begins with its fields between two lines of three hyphens.",
        "Without them there is no title, no owner and no status.",
        "Begin the file with `---`, the fields and `---`; name a page that is no record `README.md`.",
    ),
    Code(
        "yaml-syntax",
        "A record is YAML that can be read.",
        "A file that can be read in two ways will be.",
        "Mend the place that is named; text with a colon and a blank in it belongs in quotes.",
    ),
    Code(
        "yaml-forbidden",
        "A record is plain data: no tags, anchors, aliases, merge keys, directives or second document; 32 levels deep.",
        "What records never need is what attacks are made of, and what makes a review miss something.",
        "Write the values out.",
    ),
    Code(
        "duplicate-key",
        "Each key stands once.",
        "YAML would silently take one of the two values, and reviewers would see both.",
        "Keep one of them.",
    ),
    Code(
        "unknown-key",
        "Every key is a field of the kind.",
        "A misspelt field is a field that nobody reads.",
        "Take the suggested name, or put an organisation's own field under `custom:` and declare it in mkdocs.yml.",
    ),
    Code(
        "missing-field",
        "Required fields are there.",
        "They are few, and nothing else can say what they say.",
        "Add the field; `opsbook new KIND ID` shows an example of each.",
    ),
    Code(
        "invalid-value",
        "Values have the form of their field.",
        "A date that is no date cannot be late, and a word that is no status cannot be counted.",
        "Write the value as the hint shows.",
    ),
    Code(
        "invalid-id",
        "Names of record files are lower case letters, digits, dots and hyphens, at most 64.",
        "The name is the id and part of an address; it must be the same on every system.",
        "Rename the file.",
    ),
    Code(
        "unknown-folder",
        "Records lie in the folders of their kinds.",
        "The folder decides the kind. A record in a folder that is misspelt is read by nobody, and nobody notices.",
        "Move it into the folder of its kind; begin its name with `_` if it is no record.",
        Severity.WARNING,
    ),
    Code(
        "duplicate-id",
        "An id stands once in its kind, in any case of its letters and folder; so do responses and earlier ids.",
        "Two records of one name would take each other's references.",
        "Rename one of the two files, or take the second response out.",
    ),
    Code(
        "dangling-reference",
        "Every reference leads to a record, every path to a file.",
        "Links that lead nowhere are how wikis die.",
        "Take the suggested id, or create the record.",
    ),
    Code(
        "dependency-cycle",
        "Nothing waits for itself.",
        "A circle of dependencies can never be done, and nobody in it sees that.",
        "Take one of the references out.",
    ),
    Code(
        "column-missing",
        "The file of responses has the columns that the survey names.",
        "A column that is not found would be an empty survey.",
        "Correct the name under `columns`, or the head of the file.",
    ),
    Code(
        "response-unreadable",
        "Every row of responses can be read.",
        "A row that is left out silently changes the score.",
        "Correct the row that is named; leave the score blank where there was no answer.",
    ),
    Code(
        "score-out-of-scale",
        "Scores lie within the scale of the survey.",
        "An 11 among scores from 0 to 10 means that a column was mixed up.",
        "Correct the score, or the survey's `scale`.",
    ),
    Code(
        "engine-missing",
        "The engine of a source that mkdocs.yml declares is installed.",
        "A survey that cannot be counted would look like one that nobody answered.",
        "Install what the hint names, such as `pip install 'opsbook[duckdb]'`, or choose another engine.",
    ),
    Code(
        "public-kind",
        "Only initiatives, releases, changes and features can be public.",
        "Everything else names people, customers or plans.",
        "Take `visibility: public` out.",
    ),
)
"""In the order in which a reader of a handbook meets them."""
