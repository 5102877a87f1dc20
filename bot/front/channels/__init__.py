"""The webhooks of the messaging platforms: signature, de-duplication, record."""
