"""Run the analyzers over a conversation and gather what they say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.metadata import entry_points
from typing import TYPE_CHECKING

from callscore.conversation import Conversation
from callscore.errors import CallscoreError, ConfigError
from callscore.findings import Analysis, Analyzer, Finding, Metric

if TYPE_CHECKING:
    from callscore.profiles import Profile
    from callscore.rubric import Rubric

__all__ = ["ENTRY_POINTS", "analyze", "analyzers_for", "installed_analyzers"]

ENTRY_POINTS = "callscore.analyzers"
"""Group of package entry points that name analyzers."""


def analyze(
    conversation: Conversation,
    *,
    analyzers: Sequence[Analyzer] | None = None,
    rubric: Rubric | None = None,
    profile: Profile | str | None = None,
) -> Analysis:
    """Everything that the analyzers find in a conversation.

    Parameters
    ----------
    conversation
        The call.
    analyzers
        Callables ``Conversation -> Iterable[Finding | Metric]``; by default those of `analyzers_for`.
        Pass ``(*DEFAULT_ANALYZERS, ours)`` to add one.
    rubric, profile
        What the default analyzers depend on, see `analyzers_for`.

    Raises
    ------
    CallscoreError
        When an analyzer fails, yields something else, names a turn that doesn't exist, or two yield a metric of one
        name; it names the analyzer.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> analysis = analyze(make_call("agent: you haven't paid", "customer: I lost my job"))
    >>> analysis.metrics["accusatory"].value
    1.0
    """
    analyzers = analyzers_for(rubric, profile=profile) if analyzers is None else analyzers
    doubt = conversation.doubt_about_words
    metrics: dict[str, Metric] = {}
    findings: list[Finding] = []
    for analyzer in analyzers:
        doubted = bool(doubt) and _rests_on_words(analyzer)
        for item in _checked(analyzer, conversation):
            if doubted:
                if isinstance(item, Finding):
                    continue
                item = Metric(item.name, None, item.unit, reason=doubt)
            if isinstance(item, Finding):
                findings.append(item)
            elif item.name in metrics:
                raise CallscoreError(f"two analyzers yield the metric {item.name!r}: the second is {_name(analyzer)}")
            else:
                metrics[item.name] = item
    findings.sort(key=lambda finding: (finding.start is None, finding.start or 0.0, finding.turn))
    return Analysis(conversation, metrics, tuple(findings))


def analyzers_for(
    rubric: Rubric | None = None, *, profile: Profile | str | None = None, phrases: Sequence[str] = ()
) -> tuple[Analyzer, ...]:
    """The analyzers that score a call by a rubric: ours, the rubric's phrase lists, those of installed packages.

    Parameters
    ----------
    rubric
        Whose profile and phrase lists count; none by default.
    profile
        A jurisdiction's profile in place of the rubric's.
    phrases
        Paths of more phrase lists.

    Raises
    ------
    ConfigError
        When a profile, a phrase list or a package's analyzer can't be had or is not valid.

    Examples
    --------
    >>> len(analyzers_for()) >= 20
    True
    """
    from callscore.analyzers import default_analyzers
    from callscore.phrases import PhraseList

    chosen = profile if profile is not None else rubric.profile if rubric is not None else "none"
    paths = dict.fromkeys((*(rubric.phrases if rubric is not None else ()), *phrases))
    lists = tuple(PhraseList(path).checked() for path in paths)
    return (*default_analyzers(chosen), *lists, *installed_analyzers())


@lru_cache(maxsize=1)
def installed_analyzers() -> tuple[Analyzer, ...]:
    """Analyzers that installed packages offer under the entry point group ``callscore.analyzers``, by name.

    Raises
    ------
    ConfigError
        When one can't be loaded or is nothing that can be called; it names the package.
    """
    found: list[Analyzer] = []
    for point in sorted(entry_points(group=ENTRY_POINTS), key=lambda point: point.name):
        package = point.dist.name if point.dist is not None else point.module
        try:
            analyzer = point.load()
        except (ImportError, AttributeError) as error:
            raise ConfigError(
                f"analyzer {point.name!r} of the package {package} can't be loaded: {error}; mend or uninstall it"
            ) from error
        if not callable(analyzer):
            raise ConfigError(
                f"analyzer {point.name!r} of the package {package} is {type(analyzer).__name__}, no function"
            )
        found.append(analyzer)
    return tuple(found)


def _rests_on_words(analyzer: Analyzer) -> bool:
    """Whether nothing that an analyzer says holds where the words are doubtful."""
    from callscore.analyzers import WORD_ANALYZERS

    return bool(getattr(analyzer, "rests_on_words", analyzer in WORD_ANALYZERS))


def _name(analyzer: Analyzer) -> str:
    return getattr(analyzer, "__name__", type(analyzer).__name__)


def _run(analyzer: Analyzer, conversation: Conversation) -> list[Finding | Metric]:
    try:
        return list(analyzer(conversation))
    except CallscoreError:
        raise
    except Exception as error:
        what = f"{type(error).__name__}: {error}"
        raise CallscoreError(f"analyzer {_name(analyzer)} failed on call {conversation.call_id!r}: {what}") from error


def _checked(analyzer: Analyzer, conversation: Conversation) -> Iterable[Finding | Metric]:
    for item in _run(analyzer, conversation):
        if not isinstance(item, Finding | Metric):
            raise CallscoreError(f"analyzer {_name(analyzer)} yields {type(item).__name__}, not a Finding or a Metric")
        if isinstance(item, Finding) and not 0 <= item.turn < max(1, len(conversation.turns)):
            raise CallscoreError(
                f"analyzer {_name(analyzer)} names turn {item.turn}; the call has turns 0-{len(conversation.turns) - 1}"
            )
        yield item
