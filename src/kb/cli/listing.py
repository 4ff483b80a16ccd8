"""The static table of commands by what people do, so that `kb --help` needs neither click nor the commands.

The tests hold the table against the commands themselves.
"""

from __future__ import annotations

from kb._version import __version__

GROUPS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Start",
        (
            ("init", "Make a knowledge base in a new or an existing repository."),
            ("schema", "Print the JSON Schema of a type's front matter."),
            ("doctor", "Say what is wrong around the records, and which settings are in force."),
        ),
    ),
    (
        "Write",
        (
            ("new", "Write a new record with the next free id."),
            ("set", "Change fields of a record; every other byte stays."),
            ("renumber", "Give a record another id, or repair ids that two records share."),
            ("merge-driver", "Merge a record when git asks; `kb init --merge-driver` lets git ask."),
            ("record", "Run the command of an experiment and write the experiment."),
            ("reproduce", "Run experiments again and compare what comes out."),
            ("lint", "Check the base and report what is wrong, with exact places."),
            ("rule", "List the rules, or explain one."),
            ("import", "Make experiments of the runs that other tools kept."),
            ("verify", "Compare imported experiments with their source again."),
        ),
    ),
    (
        "Work the board",
        (
            ("board", "Show the Kanban board."),
            ("move", "Move a task to another state."),
            ("block", "Mark a task as blocked, with the reason."),
            ("unblock", "Take the mark away again."),
            ("groom", "Show the backlog in priority order and what each entry lacks."),
            ("next", "Say what to pull now, and why."),
            ("flow", "Show cycle times, throughput and ages, from the history alone."),
        ),
    ),
    (
        "Ask",
        (
            ("show", "Show one record with its computed facts and links."),
            ("list", "List records."),
            ("sql", "Ask the base in SQL, read-only."),
            ("graph", "Print the graph or a neighbourhood of it."),
            ("why", "Show the line of thought behind a record."),
            ("impact", "Show what rests on a record."),
            ("forecast", "Say what may be expected of the work to come, or that too little is known."),
            ("leaderboard", "Rank the results for a metric, with what their spread allows to say."),
            ("compare", "Show the comparison tables of a review."),
            ("stack", "Show the core technology stack, and how it fits a project."),
            ("diff", "Show what changed between two revisions, record by record."),
            ("digest", "Tell what happened over a period: decided, found, moved, new, in doubt."),
            ("review", "Show what is to be looked at again, and confirm what still holds."),
        ),
    ),
    (
        "Publish",
        (
            ("build", "Lint, then build the site."),
            ("serve", "Preview the site; every change is shown at once."),
            (
                "export",
                "Hand records out to calendars, bibliographies, spreadsheets, code hosts and archives.",
            ),
        ),
    ),
)

SUMMARIES: dict[str, str] = {name: summary for _, commands in GROUPS for name, summary in commands}

_OPTIONS = (
    ("-C DIR", "Start in this folder instead of the current one."),
    ("--version", "Print the version and exit."),
    ("-h, --help", "Print this page and exit."),
)


def version() -> str:
    """What `kb --version` prints."""
    return f"kb {__version__}\n"


def help_page() -> str:
    """What `kb --help` prints."""
    lines = [
        "Usage: kb [OPTIONS] COMMAND [ARGS]...",
        "",
        "  A research backlog and knowledge base in Markdown and git:",
        "  goal, task, experiment, review, decision, product; checked and published.",
        "",
        "Options:",
        *(f"  {name:<12} {words}" for name, words in _OPTIONS),
    ]
    for title, commands in GROUPS:
        lines += ["", f"{title}:", *(f"  {name:<12} {summary}" for name, summary in commands)]
    lines += ["", "`kb COMMAND --help` explains a command, `kb rule CODE` a rule.", ""]
    return "\n".join(lines)
