"""Commands of the office: what was asked, and the report of a month."""
