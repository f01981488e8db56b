-- Up Migration

-- Which conversation a request to start one led to, by its sender and key: direct ones with several people are several
-- streams, which do not know of each other's keys.
create table commands.started_by_key (
  key_id uuid primary key,                  -- made of sender and key
  conversation_id text collate "C" not null,
  claimed_at timestamptz not null default now()
);
