-- Up Migration

-- What commands keep to be fast. Nothing here is primary data: dropping it costs time alone.
create schema commands;

-- States of long streams, so that the first command on one need not read it from its start.
create table commands.snapshots (
  stream text collate "C" primary key,
  revision int not null,              -- of the last event that the state knows
  event_id uuid not null,             -- that event's: another one there means another log
  version int not null,               -- of the state's text; one of another version is not read
  state text not null,                -- JSON, no words
  words jsonb,                        -- name and description, sealed under the conversation's key
  written_at timestamptz not null default now()
);

-- Ids and MACs don't compress, and a large state is written often.
alter table commands.snapshots alter column state set storage external;
