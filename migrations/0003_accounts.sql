-- Up Migration

-- Who may come in. Primary data: nothing else holds it. Tokens are stored as their SHA-256 only.
create schema accounts;

create table accounts.accounts (
  user_id text collate "C" primary key,
  username text not null,                                  -- as typed
  username_folded text collate "C" not null,
  email text,                                              -- as typed
  email_folded text collate "C",
  password_hash text,                                      -- PHC string; null: there is no coming in by password
  password_version integer not null default 1,             -- rises with each change, not when the same one is hashed anew
  roles text[] not null default '{}',
  is_first_administrator boolean not null default false,
  is_disabled boolean not null default false,
  created_at timestamptz not null,
  registered_in_log boolean not null default false,        -- false until UserRegistered is in the log
  pending_display_name text,                               -- for UserRegistered, which then is the one place that has it
  constraint username_taken unique (username_folded),
  constraint email_taken unique (email_folded),
  check ((email is null) = (email_folded is null)),
  check (roles <@ array['administrator', 'auditor', 'operator']),
  check (registered_in_log = (pending_display_name is null))
);

-- However many register at once, one is the first.
create unique index first_administrator_exists on accounts.accounts (is_first_administrator)
  where is_first_administrator;

create index enabled_administrators on accounts.accounts (user_id)
  where 'administrator' = any (roles) and not is_disabled;

create index not_registered_in_log on accounts.accounts (created_at) where not registered_in_log;

create table accounts.sessions (
  id text collate "C" primary key,
  user_id text collate "C" not null references accounts.accounts (user_id) on delete cascade,
  token_hash bytea not null unique,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  user_agent text check (char_length(user_agent) <= 200)
);

create index sessions_of_user on accounts.sessions (user_id, last_seen_at);

create table accounts.invites (
  id text collate "C" primary key,
  token_hash bytea not null unique,
  created_by text collate "C" not null references accounts.accounts (user_id),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  -- Deferred: an invite is used before the account that it lets in is written, in the same transaction.
  used_by text collate "C" references accounts.accounts (user_id) deferrable initially deferred
);
