"""The Rasa door: pipeline components and the private channel that front talks to. The only room that imports rasa."""
