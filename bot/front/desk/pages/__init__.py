"""The pages of the desk, one a file, its template beside it."""
