"""The gates of campaigns."""
