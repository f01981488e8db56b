/** What queries call the schema. The projector names none: it writes into that of the build at hand. */
export const schema = "conversations_v1";

/**
 * A conversation's row is written at every message, so what changes then is in none of its indexes, and pages have room
 * for new versions. What public rooms are listed by stands beside it.
 */
export const tables = `
  create table conversations (
    id text collate "C" primary key,
    kind text collate "C" not null,
    visibility text collate "C" not null,
    history_visibility text collate "C" not null,
    incident_status text collate "C",
    incident_severity text collate "C",
    incident_lots text[] collate "C",
    name text,
    name_folded text collate "C",
    description text,
    owner_ids text[] collate "C" not null,
    member_count int not null,
    left_position bigint,   -- where somebody who could read it last stopped being one
    created_by text collate "C" not null,
    created_at timestamptz not null,
    active_at timestamptz not null,
    last_sequence int not null,
    last_revision int,
    last_position bigint,
    last_actor_id text collate "C",
    last_type text collate "C",
    last_data jsonb,
    last_at timestamptz,
    last_edited_at timestamptz,
    last_deleted_at timestamptz,
    last_deleted_by text collate "C"
  ) with (fillfactor = 70);

  create table pins (
    conversation_id text collate "C" not null,
    revision int not null,
    pinned_revision int not null,
    pinned_by text collate "C" not null,
    pinned_at timestamptz not null,
    primary key (conversation_id, revision)
  );

  create table public_rooms (
    id text collate "C" primary key,
    active_at timestamptz not null
  ) with (fillfactor = 70)`;

export const indexes = `create index public_rooms_by_activity on public_rooms (active_at desc, id);`;
