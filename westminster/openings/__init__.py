"""New services on cards that are out already: who has them now, and telling those who want to know."""
