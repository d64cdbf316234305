"""The rules of actions: their one lifecycle (`recommendations`) and their counts (`progress`)."""
