-- Why: the one-process engine keeps grain state and reminders itself, and both have to survive a restart. On the Orleans engine
-- these tables stay empty: its providers have their own. Nothing in here is business truth; losing every row loses no call.

CREATE TABLE embedded_grain_state (
    grain_kind text NOT NULL,
    grain_key text NOT NULL,
    state_name text NOT NULL,
    state jsonb NOT NULL,
    -- Counts writes of the row; a writer names the one it read.
    version bigint NOT NULL CHECK (version > 0),
    written_at timestamptz NOT NULL,
    PRIMARY KEY (grain_kind, grain_key, state_name)
);

CREATE TABLE embedded_reminders (
    grain_kind text NOT NULL,
    grain_key text NOT NULL,
    reminder_name text NOT NULL,
    -- Ticks are due at this time plus whole periods.
    first_tick_at timestamptz NOT NULL,
    period interval NOT NULL CHECK (period > interval '0'),
    PRIMARY KEY (grain_kind, grain_key, reminder_name)
);
