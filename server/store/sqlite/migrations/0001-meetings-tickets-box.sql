-- Everything a meeting keeps. What matters for secrecy (SECRET-1, SECRET-2) is said where it stands.

CREATE TABLE meeting (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  -- The whole record as JSON. Carries no time but that of its making and of an announced closing.
  record TEXT NOT NULL
) STRICT;

-- Apart from `meeting`, so that a cast never rewrites an emblem of 150 KB.
CREATE TABLE tally (
  meeting INTEGER PRIMARY KEY REFERENCES meeting (key) ON DELETE CASCADE,
  -- Grows by one with every commit that changes the meeting; a commit may hold many ballots.
  revision INTEGER NOT NULL,
  -- Packed counts of one fixed size, overwritten in place.
  kept BLOB NOT NULL,
  shown BLOB NOT NULL
) STRICT;

CREATE TABLE batch (
  meeting INTEGER NOT NULL REFERENCES meeting (key) ON DELETE CASCADE,
  batch INTEGER NOT NULL,
  minted_at INTEGER NOT NULL,
  PRIMARY KEY (meeting, batch)
) STRICT, WITHOUT ROWID;

-- Sorted by a hash, so that a place in the table says nothing of when a ticket was made or spent.
CREATE TABLE ticket (
  commitment BLOB NOT NULL PRIMARY KEY CHECK (length(commitment) = 32),
  meeting INTEGER NOT NULL REFERENCES meeting (key) ON DELETE CASCADE,
  batch INTEGER NOT NULL,
  "group" INTEGER NOT NULL,
  -- 'fresh' and 'spent' have the same length, and the two columns below are zero bytes until the
  -- ticket is spent: spending never changes the size of a record and never moves it in its page.
  state TEXT NOT NULL CHECK (state IN ('fresh', 'spent', 'voided')),
  inner_hash BLOB NOT NULL CHECK (length(inner_hash) = 32),
  receipt BLOB NOT NULL CHECK (length(receipt) = 8)
) STRICT, WITHOUT ROWID;

CREATE INDEX ticket_of_meeting ON ticket (meeting, batch);

-- The ballot box: one slot a ticket, made with the tickets and all zero while empty. A ballot
-- overwrites a random free slot of its group. There is no way from a slot to a ticket, and there
-- must never be one: no column of time, of order or of identity may be added here.
CREATE TABLE box (
  slot INTEGER PRIMARY KEY,
  meeting INTEGER NOT NULL REFERENCES meeting (key) ON DELETE CASCADE,
  "group" INTEGER NOT NULL,
  ballot BLOB NOT NULL
) STRICT;

CREATE INDEX box_of_meeting ON box (meeting);

CREATE TABLE voided_round (
  meeting INTEGER NOT NULL REFERENCES meeting (key) ON DELETE CASCADE,
  round INTEGER NOT NULL,
  -- Figures only, as JSON.
  record TEXT NOT NULL,
  PRIMARY KEY (meeting, round)
) STRICT, WITHOUT ROWID;

-- Acts of the organizer and of the server; never one of a voter.
CREATE TABLE log_entry (
  sequence INTEGER PRIMARY KEY,
  meeting INTEGER NOT NULL REFERENCES meeting (key) ON DELETE CASCADE,
  entry TEXT NOT NULL
) STRICT;

CREATE TABLE screen_link (
  token_hash TEXT NOT NULL PRIMARY KEY,
  meeting INTEGER NOT NULL REFERENCES meeting (key) ON DELETE CASCADE,
  id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('screen', 'host')),
  created_at INTEGER NOT NULL,
  revoked_at INTEGER,
  UNIQUE (meeting, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
  token_hash TEXT NOT NULL PRIMARY KEY,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Meetings whose traces are still to be scrubbed, deleted ones among them: written together with
-- the act that makes scrubbing due, so that it is made up for after a crash.
CREATE TABLE scrub_due (
  meeting TEXT NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE probe (
  probe INTEGER PRIMARY KEY
) STRICT;
