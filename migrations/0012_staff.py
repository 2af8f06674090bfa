"""Who works here: how they sign in, what they may do."""


def up(migrator, db):
    sqlite = db.__class__.__name__ == "SqliteDatabase"
    instant = "TEXT" if sqlite else "TIMESTAMPTZ"
    db.execute_sql(f"""
        CREATE TABLE staff_member (
            account_id BIGINT PRIMARY KEY REFERENCES account (id),
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
            email TEXT NOT NULL UNIQUE CHECK (email = lower(email) AND length(email) BETWEEN 3 AND 254),
            password_hash TEXT CHECK (substr(password_hash, 1, 10) = '$argon2id$'),
            totp_secret TEXT,
            totp_step BIGINT NOT NULL CHECK (totp_step >= 0),
            link_hash TEXT UNIQUE CHECK (length(link_hash) = 64),
            link_ends_at {instant},
            set_up_at {instant},
            left_at {instant},
            CHECK ((set_up_at IS NULL) = (password_hash IS NULL)),
            CHECK ((set_up_at IS NULL) = (totp_secret IS NULL)),
            CHECK ((link_hash IS NULL) = (link_ends_at IS NULL)),
            CHECK (left_at IS NULL OR (password_hash IS NULL AND link_hash IS NULL))
        )""")
    db.execute_sql("""
        CREATE TABLE staff_role (
            account_id BIGINT NOT NULL REFERENCES staff_member (account_id),
            role TEXT NOT NULL CHECK (role IN ('adviser', 'administrator')),
            PRIMARY KEY (account_id, role)
        )""")


def down(migrator, db):
    db.execute_sql("DROP TABLE staff_role")
    db.execute_sql("DROP TABLE staff_member")
