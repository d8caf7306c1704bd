"""One call from end to end: listen, analyze, score, coach, report; configured once, used on many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from os import PathLike
from typing import TYPE_CHECKING, Any

from callscore.conversation import Conversation
from callscore.findings import Analyzer
from callscore.metadata import CallMetadata
from callscore.rubric import Rubric

if TYPE_CHECKING:
    from callscore.corrections import Corrections
    from callscore.listening import ListenOptions
    from callscore.report import Report

__all__ = ["Pipeline"]


@dataclass(frozen=True)
class Pipeline:
    """A recipe for scoring calls; it holds no model and pickles, so it travels to worker processes.

    Card numbers, phone numbers, days of birth and the like are masked before anything is analyzed, so no report holds
    them (`callscore.privacy`).

    Parameters
    ----------
    rubric
        A rubric, the name of one that callscore ships, or the path of a TOML file.
    analyzers
        By default ours under the profile, the rubric's phrase lists, and those of installed packages.
    options
        How recordings are heard: model, agent's channel, call date.
    profile
        A jurisdiction's profile in place of the rubric's: a name that callscore ships, or the path of a TOML file.
    phrases
        Paths of phrase lists, beside those that the rubric names.
    keep_private
        Leave private numbers and addresses as they were said; only where who reads the reports may see them.
    salt
        Text that ids of agents and accounts are hashed with (`callscore.privacy.salting`); None leaves them.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> report = Pipeline()(make_call("agent: Hello, it's Dana from Northgate Finance.", "customer: Hello."))
    >>> report.call_id
    'test'
    """

    rubric: Rubric | str | PathLike[str] = "default"
    analyzers: Sequence[Analyzer] | None = None
    options: ListenOptions | None = None
    profile: str | None = None
    phrases: tuple[str, ...] = ()
    keep_private: bool = False
    salt: str | None = field(default=None, repr=False)
    _loaded: list[Rubric] = field(default_factory=list, init=False, repr=False, compare=False)

    def __call__(
        self,
        call: str | PathLike[str] | Conversation,
        *,
        transcript: str | PathLike[str] | None = None,
        metadata: CallMetadata | None = None,
        corrections: Corrections | None = None,
    ) -> Report:
        """Score one call.

        Parameters
        ----------
        call
            A recording, a transcript file, or a conversation that was read before.
        transcript
            What was said, when it is known: recognition is skipped, times still come from the recording.
        metadata
            What the telephone system and the ledger know: agent, account, time of the call, what is owed.
        corrections
            What a person put right on this call (`callscore.corrections.load_corrections`).

        Raises
        ------
        CallscoreError
            When the call can't be read; one line that says what to do.
        """
        heard = self._masked(call) if isinstance(call, Conversation) else self.listen(call, transcript=transcript)
        return self.score_heard(heard, metadata=metadata, corrections=corrections)

    def score_heard(
        self,
        conversation: Conversation,
        *,
        metadata: CallMetadata | None = None,
        corrections: Corrections | None = None,
    ) -> Report:
        """The second half: a call that `listen` gave, scored. It is masked already, and its words aren't masked again.

        Parameters
        ----------
        conversation
            The call, masked.
        metadata, corrections
            As for the whole.
        """
        from callscore import __version__
        from callscore.agreement.stand_ins import warn_of_days
        from callscore.analysis import analyze, analyzers_for
        from callscore.coaching import coach
        from callscore.language.classifier import version as phrasing_version
        from callscore.notes import take_notes
        from callscore.privacy.masking import masked_data
        from callscore.report import Report
        from callscore.scoring import score

        if metadata is not None:
            conversation = self._masked_metadata(_with_metadata(conversation, metadata))
        if corrections is not None:
            from callscore.corrections import apply_corrections

            conversation = self._masked(apply_corrections(conversation, corrections))
        conversation = warn_of_days(conversation)
        rubric = self.loaded_rubric()
        analyzers = self.analyzers
        if analyzers is None:
            analyzers = analyzers_for(rubric, profile=self.profile, phrases=self.phrases)
        analysis = analyze(conversation, analyzers=analyzers)
        if corrections is not None:
            from callscore.corrections import overrule

            analysis = overrule(analysis, corrections, rubric=rubric)
        scorecard = score(analysis, rubric=rubric)
        return Report(
            conversation,
            analysis,
            scorecard,
            coach(analysis, scorecard, rubric=rubric),
            take_notes(analysis),
            {
                "callscore": __version__,
                "rubric": f"{rubric.id} {rubric.version}",
                "profile": self.profile or rubric.profile,
                "models": {
                    "recogniser": conversation.recogniser,
                    "phrasing": phrasing_version(),
                    "files": self._model_files(conversation),
                },
            },
            _dumped(corrections) if self.keep_private else masked_data(_dumped(corrections)),
            self.keep_private,
        )

    def listen(self, call: str | PathLike[str], *, transcript: str | PathLike[str] | None = None) -> Conversation:
        """The first half: what was said, masked, before anything is known beside the sound; to be scored any time.

        Raises
        ------
        CallscoreError
            When the call can't be read; one line that says what to do.
        """
        from callscore.listening import listen

        return self._masked(listen(call, transcript=transcript, options=self.options))

    def _model_files(self, conversation: Conversation) -> dict[str, dict[str, str | None]]:
        """SHA-256 and revision of the models' weights, by model; the recogniser's where it is this pipeline's."""
        from callscore.language.classifier import sha256

        found: dict[str, dict[str, str | None]] = {"phrasing": {"sha256": sha256(), "revision": None}}
        if conversation.recogniser is None:
            return found
        from callscore.audio.model_prints import model_print
        from callscore.audio.transcription import Whisper

        whisper = (self.options.recogniser if self.options is not None else None) or Whisper()
        known = (
            model_print(whisper.name, revision=whisper.revision) if whisper.name == conversation.recogniser else None
        )
        if known is not None:
            found["recogniser"] = known.to_dict()
        return found

    def _masked(self, conversation: Conversation) -> Conversation:
        """The call as it may be written."""
        from callscore.privacy.masking import masked

        return conversation if self.keep_private else masked(conversation)

    def _masked_metadata(self, conversation: Conversation) -> Conversation:
        """What the ledger knows as it may be written: no private numbers, and ids hashed where a salt is given."""
        from callscore.privacy.masking import masked_metadata
        from callscore.privacy.salting import salted

        if self.salt is not None:  # first: a digest tells apart what masking would not
            conversation = replace(conversation, metadata=salted(conversation.metadata, self.salt))
        return conversation if self.keep_private else masked_metadata(conversation)

    def written_metadata(self, known: CallMetadata | None) -> CallMetadata | None:
        """What is known of a call as a report of this pipeline holds it: masked, and salted where a salt is given."""
        from callscore.privacy.masking import written_metadata
        from callscore.privacy.salting import salted

        if known is None:
            return None
        known = known if self.salt is None else salted(known, self.salt)
        return known if self.keep_private else written_metadata(known)[0]

    def written_path(self, path: str) -> str:
        """A path as a report of this pipeline names it: with the private numbers in it masked."""
        from callscore.privacy.labels import mask_label

        return path if self.keep_private else mask_label(path)

    def loaded_rubric(self) -> Rubric:
        """The rubric that calls are scored on, read once.

        Raises
        ------
        ConfigError
            When it can't be read or is not valid.
        """
        if isinstance(self.rubric, Rubric):
            return self.rubric
        if not self._loaded:
            self._loaded.append(Rubric.load(self.rubric))
        return self._loaded[0]


def _dumped(corrections: Corrections | None) -> dict[str, Any] | None:
    return None if corrections is None else corrections.model_dump(mode="json")


def _with_metadata(conversation: Conversation, metadata: CallMetadata) -> Conversation:
    """The conversation with what is known beside its sound; the day of the call too, where nothing else told it."""
    started = metadata.started_at
    day = conversation.call_date or metadata.call_date or (started.date() if started is not None else None)
    return replace(conversation, metadata=metadata, call_date=day)
