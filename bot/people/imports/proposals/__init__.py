"""What the columns of a list seem to be, for a colleague to agree to."""

from bot.people.imports.proposals.proposal import MappingProposal, propose

__all__ = ["MappingProposal", "propose"]
