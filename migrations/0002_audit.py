"""The audit trail, and triggers that refuse to change it."""

SQLITE = """
CREATE TRIGGER audit_entry_no_{verb} BEFORE {verb} ON audit_entry
BEGIN SELECT RAISE(ABORT, 'the audit trail is append only'); END
"""
POSTGRES = """
CREATE FUNCTION audit_entry_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the audit trail is append only' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""


def up(migrator, db):
    sqlite = db.__class__.__name__ == "SqliteDatabase"
    serial = "INTEGER PRIMARY KEY AUTOINCREMENT" if sqlite else "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"
    instant = "TEXT" if sqlite else "TIMESTAMPTZ"
    db.execute_sql(f"""
        CREATE TABLE audit_entry (
            id {serial},
            at {instant} NOT NULL,
            act TEXT NOT NULL CHECK (act <> ''),
            actor TEXT NOT NULL CHECK (actor <> ''),
            subject TEXT NOT NULL,
            detail TEXT NOT NULL,
            previous TEXT NOT NULL UNIQUE,
            hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64)
        )""")
    db.execute_sql("CREATE INDEX audit_entry_subject ON audit_entry (subject, id)")
    if sqlite:
        for verb in ("UPDATE", "DELETE"):
            db.execute_sql(SQLITE.format(verb=verb))
        return
    db.execute_sql(POSTGRES)
    db.execute_sql(
        "CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_append_only()"
    )


def down(migrator, db):
    db.execute_sql("DROP TABLE audit_entry")
    if db.__class__.__name__ != "SqliteDatabase":
        db.execute_sql("DROP FUNCTION audit_entry_append_only()")
