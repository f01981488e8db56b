-- Up Migration

-- Whether an account may come in is told to the log after it was changed here: what is counted shows what is untold.
alter table accounts.accounts
  add column standing_change int not null default 0,       -- how often it was disabled or enabled so far
  add column standing_told int not null default 0,         -- up to which change the log knows of it
  add column standing_by text collate "C",                 -- who made the last change
  add column made_by_request bytea;                        -- of one that an administrator made with an idempotency key

create index standing_not_told on accounts.accounts (user_id) where standing_told < standing_change;

-- To whom it was sent; whoever has the link may use it.
alter table accounts.invites add column email text;

create index unused_invites on accounts.invites (created_at, id) where used_by is null;

-- Announcements that a person does not want to see any more; no event, since nobody else is to know of it.
create table accounts.dismissed_announcements (
  user_id text collate "C" not null references accounts.accounts (user_id) on delete cascade,
  announcement_id text collate "C" not null,
  dismissed_at timestamptz not null,
  primary key (user_id, announcement_id)
);
