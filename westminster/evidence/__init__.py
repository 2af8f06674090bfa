"""Papers and pictures that show what a person told us: kept unreadable for others, seen only as pictures, deleted."""
