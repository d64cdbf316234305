"""The rules of evidence: quotes, pointers and copied records; no Django, no clock."""
