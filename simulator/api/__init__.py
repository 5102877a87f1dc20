"""What every call to the platforms passes: the gate, the fields of templates."""
