"""Evidence: HEIC pictures, pictures that are hard to read, files that wait for the virus check or did not pass it."""

OLD = "'application/pdf', 'image/jpeg', 'image/png'"
NEW = f"{OLD}, 'image/heic'"


def up(migrator, db):
    _take_types(db, OLD, NEW)
    db.execute_sql("ALTER TABLE evidence_file ADD COLUMN hard_to_read BOOLEAN NOT NULL DEFAULT FALSE")
    db.execute_sql(
        "ALTER TABLE evidence_file ADD COLUMN unchecked_as TEXT "
        "CHECK (unchecked_as IS NULL OR (length(unchecked_as) = 32 AND status = 'kept'))"
    )
    db.execute_sql(
        "ALTER TABLE evidence_file ADD COLUMN virus TEXT "
        "CHECK (virus IS NULL OR (length(virus) BETWEEN 1 AND 100 AND status = 'deleted'))"
    )
    db.execute_sql("CREATE UNIQUE INDEX evidence_file_unchecked ON evidence_file (unchecked_as)")


def down(migrator, db):
    db.execute_sql("DROP INDEX evidence_file_unchecked")
    db.execute_sql("ALTER TABLE evidence_file DROP COLUMN virus")
    db.execute_sql("ALTER TABLE evidence_file DROP COLUMN unchecked_as")
    db.execute_sql("ALTER TABLE evidence_file DROP COLUMN hard_to_read")
    db.execute_sql("UPDATE evidence_file SET media_type = 'image/jpeg' WHERE media_type = 'image/heic'")
    _take_types(db, NEW, OLD)


def _take_types(db, before, after):
    """Change what the CHECK of media_type lists.

    SQLite changes no CHECK. Nothing on the disk differs by it, so the table's text may be rewritten, as
    https://www.sqlite.org/lang_altertable.html, section 7, tells.
    """
    if db.__class__.__name__ != "SqliteDatabase":
        db.execute_sql("ALTER TABLE evidence_file DROP CONSTRAINT evidence_file_media_type_check")
        db.execute_sql(
            f"ALTER TABLE evidence_file ADD CONSTRAINT evidence_file_media_type_check CHECK (media_type IN ({after}))"
        )
        return
    version = db.execute_sql("PRAGMA schema_version").fetchone()[0]
    db.execute_sql("PRAGMA writable_schema = ON")
    db.execute_sql(
        "UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = 'evidence_file'",
        (f"({before})", f"({after})"),
    )
    db.execute_sql(f"PRAGMA schema_version = {version + 1}")
    db.execute_sql("PRAGMA writable_schema = OFF")
