"""Gates for how people say things: the wordings of facts and of acts."""

from bot.kb.gates.spoken.acts import check_acts
from bot.kb.gates.spoken.everyday_names import check_spoken_names, find_lost_names
from bot.kb.gates.spoken.fact_frames import check_fact_frames
from bot.kb.gates.spoken.neighbours import check_neighbours

__all__ = ["check_acts", "check_fact_frames", "check_neighbours", "check_spoken_names", "find_lost_names"]
