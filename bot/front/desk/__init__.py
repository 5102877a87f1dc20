"""The desk of colleagues: lookup, check, referrals, talks, questions, outreach, overview."""
