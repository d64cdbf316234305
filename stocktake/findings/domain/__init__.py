"""The rules of findings: what is strong (`gathering`), findings (`findings`), the baseline (`baseline`)."""
