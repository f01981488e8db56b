-- Up Migration

-- What runs the read models: where each version of each stands, who feeds it, and what it had to leave out.
-- The read models themselves live in schemas of their own and can be rebuilt; of these tables only the skips cannot.
create schema projections;

create table projections.versions (
  name text collate "C" not null,
  version int not null,
  schema_name text collate "C" not null unique,
  -- Checkpoint: everything up to the position is in the rows. It moves in the transaction that writes them.
  epoch uuid,                         -- null until the first preparation
  position bigint not null default 0,
  last_event_id uuid,
  last_event_position bigint,
  is_migrated boolean not null default false,   -- false: the schema is dropped and made anew before anything is written
  is_indexed boolean not null default false,    -- false: the secondary indexes are built once the log's end is reached
  -- Lease: who holds the token may write. Each taking makes a new token.
  lease_holder text,
  lease_token uuid,
  lease_until timestamptz,
  -- Status.
  state text not null default 'running' check (state in ('running', 'stopped')),
  error text,
  poison_position bigint,             -- the event that it stopped at; null when it stopped for another reason
  poison_event_id uuid,
  -- Statistics.
  events_processed bigint not null default 0,
  events_per_second real not null default 0,
  updated_at timestamptz not null default now(),
  primary key (name, version),
  check ((last_event_id is null) = (last_event_position is null)),
  check ((poison_event_id is null) = (poison_position is null)),
  check ((lease_token is null) = (lease_until is null) and (lease_token is null) = (lease_holder is null)),
  check ((state = 'stopped') = (error is not null))
) with (fillfactor = 50);             -- one row, updated with every batch

-- The version that queries go to.
create table projections.active (
  name text collate "C" primary key,
  version int not null,
  foreign key (name, version) references projections.versions (name, version)
);

-- Events that every build of a projection leaves out, on the record.
create table projections.skips (
  name text collate "C" not null,
  position bigint not null,
  event_id uuid not null,             -- in another epoch the position means another event
  reason text not null,
  by text not null,
  at timestamptz not null default now(),
  primary key (name, event_id)
);
