"""From a round to a draft: `facts` (what is read from other rooms), `gather` (reading it),
`drafting` (writing it up)."""
