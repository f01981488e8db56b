-- Up Migration

-- When people gave their last sign of life, for those who are offline. Written when they go, and each minute meanwhile.
create schema presence;

create table presence.last_seen (
  user_id text collate "C" primary key,
  seen_at timestamptz not null
) with (fillfactor = 80);
