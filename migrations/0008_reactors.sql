-- Up Migration

-- How far the log was read by what reacts to it. Primary data: without it reactions begin anew at the log's start.
create schema reactors;

create table reactors.checkpoints (
  name text collate "C" primary key,
  epoch uuid,                         -- null until the first move
  position bigint not null default 0, -- what is to happen because of what is up to here has happened
  last_event_id uuid,
  last_event_position bigint,
  -- Lease: who holds the token reacts. Each taking makes a new token.
  lease_holder text,
  lease_token uuid,
  lease_until timestamptz,
  updated_at timestamptz not null default now(),
  check ((last_event_id is null) = (last_event_position is null)),
  check ((lease_token is null) = (lease_until is null) and (lease_token is null) = (lease_holder is null))
);

insert into reactors.checkpoints (name) values ('reactions');
