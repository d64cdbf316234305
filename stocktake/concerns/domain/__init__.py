"""The rules of concerns: their lifecycle, their clock, who reads them; no Django, no clock read."""
