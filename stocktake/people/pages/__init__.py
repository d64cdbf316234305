"""The pages of people: one's own account, and roles for the information-governance officer."""
