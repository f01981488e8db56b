-- Up Migration

-- What proves that the log is what it was: docs/proof.md. The checkpoints are primary data, since auditors keep copies;
-- everything else is made of the log again.
create schema proof;

create table proof.builder (
  is_the_one boolean primary key default true check (is_the_one),
  epoch uuid,                         -- of the log that was read; null before the first event
  position bigint not null default 0, -- the log was read up to here
  last_event_id uuid,
  last_event_position bigint,
  size bigint not null default 0,     -- leaves of the tree
  compared bigint,                    -- a log of another epoch: so many of its events are those of the tree; null: all
  stopped text,                       -- why nothing is built any more: the log is not what was proved
  check ((last_event_id is null) = (last_event_position is null))
);
insert into proof.builder default values;

-- Hashes of the tree, 256 to a tile: of level 0 the leaves, of each further level the roots of full tiles below.
create table proof.tiles (
  level smallint not null,
  number bigint not null,
  hashes bytea not null,
  primary key (level, number)
);
alter table proof.tiles alter column hashes set storage external;

-- Where the events of each tile of level 0 are in the log, 8 bytes each.
create table proof.positions (
  number bigint primary key,
  first_position bigint not null,
  positions bytea not null
);
create index on proof.positions (first_position);

create table proof.conversations (
  key bytea primary key,              -- SHA-256 of the id, by which the map is sorted
  conversation_id text collate "C" not null,
  count bigint not null,
  last_index bigint not null,
  running bytea not null
);

-- The same as of each checkpoint that it was another one at.
create table proof.entries (
  key bytea not null,
  checkpoint bigint not null,         -- the first that shows it
  count bigint not null,
  last_index bigint not null,
  running bytea not null,
  primary key (key, checkpoint)
);
create index on proof.entries (checkpoint);

-- The map of the last checkpoint, a tile for each four bits of the way to a key.
create table proof.map_tiles (
  path text collate "C" primary key,
  places bytea not null
);
alter table proof.map_tiles alter column places set storage external;

create table proof.checkpoints (
  number bigint primary key,          -- 1, 2, 3 …
  size bigint not null,
  tree_root bytea not null,
  map_root bytea not null,
  made_at timestamptz not null,
  epoch uuid not null,
  key_id text not null,
  signature bytea not null,
  published_at timestamptz            -- null: not written to its file yet
);
create index on proof.checkpoints (size);
create index on proof.checkpoints (number) where published_at is null;
