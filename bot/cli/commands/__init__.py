"""The commands of ``leye``, one a file; a file is imported when its command is called."""
