-- Up Migration

-- Every key that was ever destroyed: names and ids, no secrets. It only grows, so that a newer list holds all of an
-- older one. Whoever restores an old backup destroys these keys first.
create table keys.erased (
  ordinal bigint generated always as identity primary key,
  id text not null unique,
  name text collate "C" not null,
  person_number int,                  -- of a person's: what they are called since
  destroyed_at timestamptz not null
);

insert into keys.erased (id, name, destroyed_at)
select id, name, destroyed_at from keys.keys where destroyed_at is not null order by destroyed_at, id;

create function keys.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'What was erased stays erased: % on %.% is forbidden.', tg_op, tg_table_schema, tg_table_name;
end $$;

create trigger erased_stays before update or delete or truncate on keys.erased
  for each statement execute function keys.refuse_change();

-- People who are to be erased, and how far that has come. Primary data: what was begun goes on after any crash.
create schema erasure;

create table erasure.people (
  user_id text collate "C" primary key,
  number int not null unique,         -- they are called "Erased person <number>"
  asked_by text collate "C",          -- null: on the command line
  asked_at timestamptz not null default now(),
  position bigint,                    -- of PersonErased; null before it is in the log
  cleaned_at timestamptz,             -- since then no table and no file of ours holds their words
  done_at timestamptz,                -- since then no free page and no file of PostgreSQL does either
  remains text[]                      -- what could not be done here, as sentences for the operator
);

create index people_not_done on erasure.people (asked_at) where done_at is null;

-- Folders that backups were written to: the list of destroyed keys is added to there.
create table erasure.backups (
  folder text collate "C" primary key,
  made_at timestamptz not null
);

-- An erased account stays as a row without anything of the person's; it never comes in again.
alter table accounts.accounts add column is_erased boolean not null default false;
alter table accounts.accounts add constraint erased_is_empty check (
  not is_erased or (email is null and password_hash is null and is_disabled and roles = '{}'
    and pending_display_name is null and made_by_request is null)
);

-- Conversations of which older months are kept no longer, and how far that has come.
create table erasure.months (
  conversation_id text collate "C" primary key,
  before timestamptz not null,        -- the beginning of the first month that is kept
  position bigint,                    -- of WordsForgotten; null before it is in the log
  is_swept boolean not null default false
);

create index months_not_swept on erasure.months (conversation_id) where not is_swept;
