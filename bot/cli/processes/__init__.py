"""Programs run together: started, watched, trained for, stopped without leaving any behind."""
