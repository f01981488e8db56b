-- Up Migration

-- What is to be done once, such as a mail. Primary data: queues carry the ids only, and may be lost at any time.
create schema jobs;

create table jobs.intents (
  id uuid primary key default gen_random_uuid(),
  kind text collate "C" not null,
  subject text collate "C" not null,        -- what it is about: an id
  time_window text collate "C" not null,    -- what happens to a subject in one window is one intent
  details jsonb,                            -- ids and numbers, never words
  state text collate "C" not null default 'waiting' check (state in ('waiting', 'done', 'dead', 'dropped')),
  due_at timestamptz not null,
  attempts int not null default 0,          -- begun so far
  queued_at timestamptz,                    -- when the queue was last given it for this attempt
  taken_until timestamptz,                  -- until then a worker is at it
  error text,                               -- why the last attempt failed
  made_at timestamptz not null default now(),
  ended_at timestamptz,
  constraint one_in_a_window unique (kind, subject, time_window),
  check ((state = 'waiting') = (ended_at is null))
) with (fillfactor = 70);

create index intents_not_queued on jobs.intents (due_at, id) where state = 'waiting' and queued_at is null;
create index intents_waiting on jobs.intents (due_at, id) where state = 'waiting';
create index intents_ended on jobs.intents (ended_at) where state in ('done', 'dropped');
create index intents_by_state on jobs.intents (state, made_at desc, id);

-- What is done later because of an event is decided by a reader of its own, so that neither holds the other up.
insert into reactors.checkpoints (name) values ('intents');

-- How far somebody was mailed about a conversation, and what they are to be mailed about next.
create schema mail;

create table mail.notices (
  user_id text collate "C" not null,
  conversation_id text collate "C" not null,
  mailed_to int not null default 0,         -- lines up to this one were in a mail, or need be in none
  noted_from int,                           -- the first line that waits for a mail; null: none does
  noted_since timestamptz,                  -- when it was said: what was said before is in no mail
  primary key (user_id, conversation_id),
  check ((noted_from is null) = (noted_since is null))
) with (fillfactor = 80);

create index notices_waiting on mail.notices (user_id) where noted_from is not null;

-- One mail for each intent, claimed before it is handed over. What is claimed and not sent may have been sent.
create table mail.mails (
  intent_id uuid primary key,
  user_id text collate "C",                 -- null: to somebody without an account
  kind text collate "C" not null,
  ranges jsonb,                             -- of a digest: the lines that are its own, by conversation
  claimed_at timestamptz not null default now(),
  is_handed_over boolean not null default false, -- false: surely nobody was sent it
  repeats int not null default 0,           -- how often it was handed over again after a doubt
  sent_at timestamptz
);

create index mails_by_user on mail.mails (user_id, sent_at);
create index mails_by_time on mail.mails (claimed_at);

-- Addresses that take no mail, by what a server said of them for good.
create table mail.refused_addresses (
  email_folded text collate "C" primary key,
  code int not null,
  refused_at timestamptz not null
);

-- Links by which passwords are set anew. Only hashes of their tokens are kept.
create table accounts.password_resets (
  token_hash bytea primary key,
  user_id text collate "C" not null references accounts.accounts (user_id) on delete cascade,
  expires_at timestamptz not null
);

create index password_resets_of_user on accounts.password_resets (user_id);
create index password_resets_by_time on accounts.password_resets (expires_at);

-- The token in the mail, which is another one than whoever invited was told.
alter table accounts.invites add column mailed_token_hash bytea unique;
