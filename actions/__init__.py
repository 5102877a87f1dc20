"""The custom actions, one file each and thin: slots to a room of `bot`, its answer to a reply and events."""
