-- Up Migration

-- Which streams are open, in all processes: each writes down its own from time to time, for operators to look at. Of now
-- alone, so that nothing of it outlives a crash, and no backup has it.
create schema streams;

create unlogged table streams.processes (
  id uuid primary key,
  name text not null,
  seen_at timestamptz not null default now()
);

create unlogged table streams.open (
  process_id uuid not null references streams.processes (id) on delete cascade,
  number int not null,                  -- in its process, in the order in which they were opened
  user_id text collate "C" not null,
  since timestamptz not null,
  position bigint not null,             -- everything up to here was told
  is_live boolean not null,             -- false: it is told what it missed
  told_at timestamptz,                  -- when it was told something last
  primary key (process_id, number)
) with (fillfactor = 70);
