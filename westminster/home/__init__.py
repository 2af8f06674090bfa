"""Pages that bring many features together: the front page, a resident's card, the words a council must have."""
