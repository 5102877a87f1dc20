"""Telling the right people once, on a schedule, with reasons and proof: campaigns, the ledger, the outbox. Used by ``leye outreach`` and front.

The database holds the truth; whoever wakes up finds there what is left to do. Every moment is passed in.
"""
