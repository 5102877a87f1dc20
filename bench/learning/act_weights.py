"""Learns how the witnesses of what a message wants are weighed, from the training sentences and the questions beside statements.

``python -m bench.learning.act_weights``: what the intent model says of a sentence comes from a model that has not seen it (five folds), and
a question is left out of the index while it is judged. Writes `bot/lookup/statements/act_weights.yml`; prints a table of mistakes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from scipy.sparse import hstack
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

from bench.learning.ranking_weights import FOLDS, without_fold
from bot import clock
from bot.kb import KnowledgeBase, Period, load
from bot.lookup.statements import AskReader, MessageAct, StatementRanking, entries_of
from bot.lookup.statements.message_act import ASKING_INTENTS, TALK_INTENTS, WITNESSES, witnesses
from bot.settings import Settings
from bot.understanding import Context, Guess, Reader, facets_by
from bot.understanding.situation import SituationReader

WEIGHTS = Path("bot/lookup/statements/act_weights.yml")
NLU = Path("data/nlu")
ANY_POLICY = "某政策"
RIDGE = 5.0
# Questions beside statements are many more than the sentences of the other acts.
OF_QUESTIONS = 1500
HEADER = "# How the witnesses of each act are weighed, learned by `python -m bench.learning.act_weights`.\n"
ACT_OF = {
    **dict.fromkeys(ASKING_INTENTS, MessageAct.ANSWER),
    **dict.fromkeys(TALK_INTENTS, MessageAct.TALK),
    "ask_neighbouring_matter": MessageAct.REFER,
    "out_of_scope": MessageAct.DECLINE,
}


@dataclass(frozen=True)
class WitnessedSentence:
    """A sentence with the act it wants; ``guesses`` by a model that has not seen it."""

    text: str
    act: MessageAct
    guesses: tuple[Guess, ...]
    fold: int


def main() -> None:
    """Learn, print what is mistaken for what, write the weights."""
    kb = load(Settings.from_environment().kb_dir)
    reader = Reader(kb)
    sentences = _sentences(kb, reader)
    rows = np.array([_row(found) for found in _witnesses(kb, reader, sentences)])
    acts = [sentence.act.value for sentence in sentences]
    model = LogisticRegression(C=RIDGE, max_iter=2000, class_weight="balanced", fit_intercept=False)
    guessed = cross_val_predict(model, rows, acts, cv=FOLDS)
    for (act, said), count in sorted(Counter(zip(acts, guessed, strict=True)).items()):
        print(f"{act:8} heard as {said:8} {count:5}")
    model.fit(rows, acts)
    learned = dict(zip(model.classes_, model.coef_, strict=True))
    weights = {
        act.value: {name: round(float(each), 2) for name, each in zip(WITNESSES, learned[act.value], strict=True)}
        for act in MessageAct
    }
    WEIGHTS.write_text(HEADER + yaml.safe_dump(weights, sort_keys=False), encoding="utf-8")


def _sentences(kb: KnowledgeBase, reader: Reader) -> list[WitnessedSentence]:
    examples = list(_examples())
    texts = [reader.hide_names(reader.normalise(text), ANY_POLICY) for text, _ in examples]
    intents = [intent for _, intent in examples]
    vectors = [
        CountVectorizer(analyzer="char", ngram_range=(1, 3)),
        CountVectorizer(analyzer="char", ngram_range=(2, 2)),
    ]
    features = hstack([vector.fit_transform(texts) for vector in vectors]).tocsr()
    model = LogisticRegression(max_iter=200)
    shares = cross_val_predict(model, features, intents, cv=FOLDS, method="predict_proba")
    names = sorted(set(intents))
    found = [
        WitnessedSentence(text, ACT_OF[intent], _guesses(names, row), place % FOLDS)
        for place, ((text, intent), row) in enumerate(zip(examples, shares, strict=True))
        if intent in ACT_OF
    ]
    model.fit(features, intents)
    questions = [
        (question, place % FOLDS) for entry in entries_of(kb) for place, question in enumerate(entry.questions)
    ]
    questions = questions[:: max(1, len(questions) // OF_QUESTIONS)]
    hidden = [reader.hide_names(reader.normalise(text), ANY_POLICY) for text, _ in questions]
    shares = model.predict_proba(hstack([vector.transform(hidden) for vector in vectors]).tocsr())
    return found + [
        WitnessedSentence(text, MessageAct.ANSWER, _guesses(model.classes_, row), fold)
        for (text, fold), row in zip(questions, shares, strict=True)
    ]


def _guesses(names: Sequence[str], shares: Sequence[float]) -> tuple[Guess, ...]:
    best = sorted(zip(shares, names, strict=True), reverse=True)[:10]
    return tuple(Guess(str(name), float(share)) for share, name in best)


def _examples() -> Iterator[tuple[str, str]]:
    for path in sorted(NLU.glob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            for line in block.get("examples", "").splitlines():
                if "intent" in block and line.startswith("- "):
                    yield line[2:].strip(), block["intent"]


def _witnesses(kb: KnowledgeBase, reader: Reader, sentences: Sequence[WitnessedSentence]) -> list[dict[str, float]]:
    """Return the witnesses of each sentence, against an index without its fold."""
    today = clock.today()
    period = Period.day(today)
    asks, situations = AskReader(reader), SituationReader(kb, reader.normalise)
    found: list[dict[str, float]] = [{} for _ in sentences]
    for fold in range(FOLDS):
        ranking = StatementRanking(kb, reader, entries=[without_fold(entry, fold) for entry in entries_of(kb)])
        for place, sentence in enumerate(sentences):
            if sentence.fold == fold:
                told, reading = situations.read(sentence.text, today), reader.read(sentence.text, today)
                facets = facets_by(sentence.guesses)
                ranked = [ranking.rank(ask, 12) for ask in asks.asks(reading, told, period, Context(), facets)]
                found[place] = witnesses(reading, told, ranked, sentence.guesses)
    return found


def _row(found: dict[str, float]) -> list[float]:
    return [found[name] for name in WITNESSES]


if __name__ == "__main__":
    main()
