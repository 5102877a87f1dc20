"""服务指南: a page a policy, made from the knowledge base when it is opened, for reading, printing and passing on."""

from bot.front.guides.routes import PATH, add_guide_pages

__all__ = ["PATH", "add_guide_pages"]
