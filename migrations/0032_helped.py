"""Help in person and by telephone: how an application came about, who helped, and the code that hands a record over."""

HELPED = """
SELECT 1 FROM helper WHERE helper.application_id = NEW.application_id AND helper.staff_id = NEW.staff_id
"""
SQLITE = f"""
CREATE TRIGGER case_decision_not_by_helper BEFORE INSERT ON case_decision WHEN EXISTS ({HELPED})
BEGIN SELECT RAISE(ABORT, 'nobody decides a case that they helped with'); END
"""
POSTGRES = f"""
CREATE FUNCTION case_decision_not_by_helper() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS ({HELPED}) THEN
    RAISE EXCEPTION 'nobody decides a case that they helped with' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$
"""


def up(migrator, db):
    sqlite = db.__class__.__name__ == "SqliteDatabase"
    instant = "TEXT" if sqlite else "TIMESTAMPTZ"
    belongs = "REFERENCES application (id) ON DELETE CASCADE"
    by = "staff_id BIGINT NOT NULL REFERENCES staff_member (account_id)"
    db.execute_sql(f"""
        CREATE TABLE help (
            application_id BIGINT PRIMARY KEY {belongs},
            channel TEXT NOT NULL CHECK (channel IN ('in_person', 'phone')),
            consent TEXT NOT NULL CHECK (consent <> ''),
            consent_by TEXT NOT NULL CHECK (consent_by IN ('self', 'other')),
            consent_right TEXT NOT NULL CHECK (length(consent_right) <= 200),
            identity TEXT NOT NULL CHECK (identity IN ('paper', 'known', 'questions', 'call_back', 'none')),
            identity_note TEXT NOT NULL CHECK (length(identity_note) <= 200),
            identity_ending TEXT NOT NULL CHECK (length(identity_ending) <= 4),
            identity_dated_on DATE,
            begun_at {instant} NOT NULL,
            CHECK ((consent_by = 'other') = (consent_right <> '')),
            CHECK ((identity IN ('paper', 'known')) = (identity_note <> '')),
            CHECK (identity = 'paper' OR (identity_ending = '' AND identity_dated_on IS NULL))
        )""")
    db.execute_sql(f"""
        CREATE TABLE helper (
            application_id BIGINT NOT NULL {belongs},
            {by},
            first_at {instant} NOT NULL,
            PRIMARY KEY (application_id, staff_id)
        )""")
    db.execute_sql("CREATE INDEX helper_staff_id ON helper (staff_id, application_id)")
    db.execute_sql(f"""
        CREATE TABLE take_over_code (
            resident_id BIGINT PRIMARY KEY REFERENCES resident (id),
            digest TEXT NOT NULL UNIQUE CHECK (length(digest) = 64),
            {by},
            made_at {instant} NOT NULL,
            expires_at {instant} NOT NULL,
            CHECK (expires_at > made_at)
        )""")
    if sqlite:
        db.execute_sql(SQLITE)
    else:
        db.execute_sql(POSTGRES)
        db.execute_sql(
            "CREATE TRIGGER case_decision_not_by_helper BEFORE INSERT ON case_decision "
            "FOR EACH ROW EXECUTE FUNCTION case_decision_not_by_helper()"
        )


def down(migrator, db):
    if db.__class__.__name__ == "SqliteDatabase":
        db.execute_sql("DROP TRIGGER case_decision_not_by_helper")
    else:
        db.execute_sql("DROP TRIGGER case_decision_not_by_helper ON case_decision")
        db.execute_sql("DROP FUNCTION case_decision_not_by_helper()")
    for table in ("take_over_code", "helper", "help"):
        db.execute_sql(f"DROP TABLE {table}")
