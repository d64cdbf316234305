"""Thornmere, an invented council: installed only in a home marked as demonstration."""
