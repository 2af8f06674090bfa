"""An application may be about one more fact than that for the card; one open for each."""

OPEN = "('draft', 'with_staff', 'more_needed')"
OLD, NEW = "why_a_person IN ('no_match'", "why_a_person IN ('further', 'no_match'"


def up(migrator, db):
    db.execute_sql("ALTER TABLE application ADD COLUMN category TEXT CHECK (category <> '')")
    db.execute_sql("DROP INDEX application_one_open")
    db.execute_sql(
        "CREATE UNIQUE INDEX application_one_open ON application (resident_id, coalesce(category, '')) "
        f"WHERE status IN {OPEN}"
    )
    _take_reasons(db, OLD, NEW, ("further",))


def down(migrator, db):
    """What is open about a further fact is taken back: there was one application a person."""
    db.execute_sql(
        "UPDATE application SET status = 'withdrawn', submitted_at = coalesce(submitted_at, saved_at), "
        f"closed_at = saved_at WHERE category IS NOT NULL AND status IN {OPEN}"
    )
    db.execute_sql("UPDATE application SET why_a_person = 'no_match' WHERE why_a_person = 'further'")
    db.execute_sql("DROP INDEX application_one_open")
    db.execute_sql("""
        CREATE UNIQUE INDEX application_one_open ON application (resident_id)
        WHERE status IN ('draft', 'with_staff', 'more_needed')""")
    _take_reasons(db, NEW, OLD, ())
    db.execute_sql("ALTER TABLE application DROP COLUMN category")


def _take_reasons(db, before, after, further):
    """Change what the CHECK of why_a_person lists; on SQLite as 0025 does it."""
    if db.__class__.__name__ != "SqliteDatabase":
        reasons = ", ".join(
            f"'{one}'" for one in (*further, "no_match", "works_or_studies", "under_16", "same_person", "ended_by_us")
        )
        db.execute_sql("ALTER TABLE application DROP CONSTRAINT application_why_a_person_check")
        db.execute_sql(
            f"ALTER TABLE application ADD CONSTRAINT application_why_a_person_check CHECK (why_a_person IN ({reasons}))"
        )
        return
    version = db.execute_sql("PRAGMA schema_version").fetchone()[0]
    db.execute_sql("PRAGMA writable_schema = ON")
    db.execute_sql(
        "UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = 'application'",
        (before, after),
    )
    db.execute_sql(f"PRAGMA schema_version = {version + 1}")
    db.execute_sql("PRAGMA writable_schema = OFF")
