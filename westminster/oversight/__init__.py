"""The auditor's pages: the trail, and what is unusual about who read whose record."""
