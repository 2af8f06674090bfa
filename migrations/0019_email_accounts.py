"""Local accounts by email address, ways to sign in that open the same account, and by which one somebody came."""


def up(migrator, db):
    instant = "TEXT" if db.__class__.__name__ == "SqliteDatabase" else "TIMESTAMPTZ"
    db.execute_sql("""
        CREATE TABLE email_login (
            email TEXT PRIMARY KEY CHECK (email = lower(email) AND length(email) BETWEEN 3 AND 254),
            account_id BIGINT NOT NULL UNIQUE REFERENCES account (id)
        )""")
    # Whoever is joined into an account needs that account's own row, into itself: so there are no chains.
    db.execute_sql(f"""
        CREATE TABLE joined_account (
            account_id BIGINT NOT NULL UNIQUE REFERENCES account (id),
            into_id BIGINT NOT NULL,
            joined_at {instant} NOT NULL,
            PRIMARY KEY (account_id, into_id),
            FOREIGN KEY (into_id, into_id) REFERENCES joined_account (account_id, into_id)
        )""")
    db.execute_sql("CREATE INDEX joined_account_into_id ON joined_account (into_id)")
    db.execute_sql("ALTER TABLE session ADD COLUMN way_id BIGINT REFERENCES account (id) ON DELETE CASCADE")


def down(migrator, db):
    db.execute_sql("ALTER TABLE session DROP COLUMN way_id")
    db.execute_sql("DROP TABLE joined_account")
    db.execute_sql("DROP TABLE email_login")
