"""Writes what Rasa learns of the knowledge base: names for jieba, lookup tables and synonyms. Pure; ``leye kb`` saves it.

A new policy reaches the dialogue model through these files, without new examples.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from bot.kb import KnowledgeBase

NLU_FOLDER = "data/nlu/generated"
JIEBA_FOLDER = "build/jieba"
# High enough that jieba keeps a name in one piece, low enough that common words of two characters survive beside it.
FREQUENCY = 1000
HEADER = '# Made by `leye kb export-training` from policies_kb. Edit there, not here.\nversion: "3.1"\nnlu:\n'


def training_files(kb: KnowledgeBase) -> dict[str, str]:
    """Return the text of each file by its path below the project; the same knowledge base gives the same text."""
    policies, topics, terms = _policy_names(kb), _topic_names(kb), _synonyms(kb)
    words = {*policies, *topics, *terms, *(word for everyday in terms.values() for word in everyday)}
    files = {
        f"{JIEBA_FOLDER}/names.txt": "".join(f"{word} {FREQUENCY}\n" for word in sorted(words) if _is_one_word(word)),
        f"{NLU_FOLDER}/names.yml": HEADER + _table("policy_name", policies) + _table("topic_name", topics),
    }
    if terms:
        synonyms = "".join(_entry("synonym", term, everyday) for term, everyday in terms.items())
        files[f"{NLU_FOLDER}/synonyms.yml"] = HEADER + synonyms
    return files


def _policy_names(kb: KnowledgeBase) -> list[str]:
    policies = kb.policies.values()
    return sorted({name for policy in policies for name in (policy.title, policy.short_title, *policy.aliases)})


def _topic_names(kb: KnowledgeBase) -> list[str]:
    return sorted({name for topic in kb.topics.values() for name in (topic.title, *topic.aliases)})


def _synonyms(kb: KnowledgeBase) -> dict[str, list[str]]:
    """Return the everyday words of each term; Rasa knows one meaning of a word, so the first term keeps it."""
    taken = {term.term for term in kb.terms}
    synonyms: dict[str, list[str]] = {}
    for term in kb.terms:
        own = [word for word in dict.fromkeys(term.everyday) if word not in taken]
        taken.update(own)
        if own:
            synonyms.setdefault(term.term, []).extend(own)
    return {term: synonyms[term] for term in sorted(synonyms)}


def _table(name: str, values: Iterable[str]) -> str:
    return _entry("lookup", name, values)


def _entry(kind: str, name: str, values: Iterable[str]) -> str:
    lines = "".join(f"      - {value}\n" for value in values)
    return f"  - {kind}: {json.dumps(name, ensure_ascii=False)}\n    examples: |\n{lines}" if lines else ""


def _is_one_word(name: str) -> bool:
    """Tell whether jieba can keep a name in one piece: it cuts at everything but characters, letters and digits."""
    return len(name) > 1 and name.isalnum()
