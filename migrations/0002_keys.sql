-- Up Migration

-- Keys that seal personal fields of events. Primary data: back it up apart from the log (docs/operations).
create schema keys;

create table keys.keys (
  id text primary key,                -- random; each sealed field names the keys it needs
  name text collate "C" not null unique,  -- person:<id>, conversation:<id>, month:<conversation>:<yyyy-mm>
  wrapped bytea,                      -- under the master key; null once destroyed: the row stays, so that none follows
  created_at timestamptz not null default now(),
  destroyed_at timestamptz,
  check ((wrapped is null) = (destroyed_at is not null))
);

-- A known text under the master key: tells a wrong one at the start.
create table keys.master_check (
  is_the_one boolean primary key default true check (is_the_one),
  wrapped bytea not null
);
