"""What every feature stands on: settings, database, clock, errors, pages, events. Knows no feature."""
