"""How well the assistant answers: labelled questions, drawn answers, facts read, clauses looked up."""
