-- A person has at most one pass. Instants are epoch milliseconds. There is no column for a passcode, and `sealed` takes none.
CREATE TABLE temporary_access_pass (
  user_id text PRIMARY KEY,
  id uuid NOT NULL UNIQUE,
  sealed text NOT NULL CHECK (sealed ~ '^\$[a-z0-9-]+\$.+\$[A-Za-z0-9+/]{43}$' AND length(sealed) <= 208),
  created_at bigint NOT NULL,
  starts_at bigint NOT NULL,
  lifetime_in_minutes integer NOT NULL CHECK (lifetime_in_minutes BETWEEN 10 AND 43200),
  is_usable_once boolean NOT NULL,
  redeemed_at bigint CHECK (redeemed_at IS NULL OR is_usable_once),
  last_used_at bigint,
  failed_attempts integer NOT NULL DEFAULT 0 CHECK (failed_attempts >= 0),
  last_failed_at bigint,
  version integer NOT NULL CHECK (version >= 1)
);
CREATE INDEX temporary_access_pass_end ON temporary_access_pass ((starts_at + lifetime_in_minutes * 60000::bigint));

CREATE TABLE temporary_access_pass_event (
  at bigint NOT NULL,
  pass_id uuid,
  kind text NOT NULL CHECK (kind IN ('redeemed', 'refused')),
  reason text CHECK ((reason IS NULL) = (kind = 'redeemed'))
);
