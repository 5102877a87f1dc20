"""The commands that look after what the installation keeps."""
