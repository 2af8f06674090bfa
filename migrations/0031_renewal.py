"""Who was told that a card or a proof runs out; indexes to find what runs out soon."""


def up(migrator, db):
    instant = "TEXT" if db.__class__.__name__ == "SqliteDatabase" else "TIMESTAMPTZ"
    db.execute_sql(f"""
        CREATE TABLE renewal_notice (
            resident_id BIGINT NOT NULL REFERENCES resident (id),
            what TEXT NOT NULL CHECK (what <> ''),
            until_on DATE NOT NULL,
            days INTEGER NOT NULL CHECK (days IN (7, 30)),
            told_at {instant} NOT NULL,
            PRIMARY KEY (resident_id, what, until_on, days)
        )""")
    db.execute_sql("CREATE INDEX card_runs_out ON card (valid_until, id) WHERE status = 'active'")
    db.execute_sql(
        "CREATE INDEX proof_runs_out ON proof (until_on, id) WHERE until_on IS NOT NULL AND ended_on IS NULL"
    )


def down(migrator, db):
    db.execute_sql("DROP INDEX proof_runs_out")
    db.execute_sql("DROP INDEX card_runs_out")
    db.execute_sql("DROP TABLE renewal_notice")
