-- Up Migration

-- A version of a read model may be built several times: anew beside the one that is asked. Each build has tables in a
-- schema of its own and a row of its own; of a name's builds one is active.
alter table projections.active drop constraint active_name_version_fkey;
alter table projections.versions rename to builds;

-- These read models have columns more: they are made anew from the log, also where they were stopped. From here on no
-- process of an earlier release finds the table, so that none makes them as they were.
update projections.builds set is_migrated = false, is_indexed = false, epoch = null, position = 0,
  last_event_id = null, last_event_position = null, state = 'running', error = null, poison_position = null,
  poison_event_id = null, events_processed = 0
where schema_name in ('users_v1', 'lines_v1', 'search_v1', 'conversations_v1', 'scheduled_v1', 'announcements_v1');

alter table projections.builds add column build int;
update projections.builds b set build = numbered.build
  from (select name, version, row_number() over (partition by name order by version) as build from projections.builds) numbered
  where b.name = numbered.name and b.version = numbered.version;
alter table projections.builds
  alter column build set not null,
  drop constraint versions_pkey,
  add primary key (name, build),
  add column started_at timestamptz not null default now(),
  add column positions_per_second real not null default 0,      -- for saying how long it will take
  add column switches_itself boolean not null default false,    -- queries go to it as soon as it has caught up
  drop constraint versions_state_check,
  -- dropping: nobody leads it any more, and its schema goes
  add constraint builds_state_check check (state in ('running', 'stopped', 'dropping'));

-- The build that queries go to: its schema has the name that queries know. `previous` is what they went to before, which
-- is kept up to date until it is dropped. Numbers are given once.
alter table projections.active add column build int, add column previous int, add column builds_made int;
update projections.active a set build = b.build, builds_made = (select max(build) from projections.builds of where of.name = a.name)
  from projections.builds b where b.name = a.name and b.version = a.version;
alter table projections.active
  drop column version,
  alter column build set not null,
  alter column builds_made set not null,
  add foreign key (name, build) references projections.builds (name, build),
  add foreign key (name, previous) references projections.builds (name, build);

-- What operators did with read models, until the log was told.
create table projections.untold (
  id uuid primary key,                -- of the event
  type text collate "C" not null,
  data jsonb not null,
  at timestamptz not null default now()
);
