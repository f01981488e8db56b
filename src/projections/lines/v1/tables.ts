/** What queries call the schema. The projector names none: it writes into that of the build at hand. */
export const schema = "lines_v1";

/**
 * `countable` and `latest_at` run: how many lines up to this one count as unread, and the latest time that any line up
 * to this one was said at. So unread is a difference, and the first line from a time on is found by an index, though
 * imported lines may be older than those before them.
 *
 * A message's words are those of now: of a deleted one there are none. Its `data` is JSON text, since the order of its
 * fields is part of it; of any other line `event` is what it says. `said` holds what few messages have beside their text, `reactions` what `reacted` adds up to. Whom a message mentions stands in `mentions`, once for everybody under no
 * id; of the pinned ones in `pins`.
 */
export const tables = `
  create table lines (
    conversation_id text collate "C" not null,
    sequence int not null,
    revision int not null,
    position bigint not null,
    created_at timestamptz not null,
    latest_at timestamptz not null,
    countable int not null,
    reply_to_revision int,
    actor_id text collate "C" not null,
    type text collate "C" not null,
    message_type text collate "C",
    content text,
    said jsonb,
    data text,
    event jsonb,
    client_message_id text,
    edited_at timestamptz,
    edited_position bigint,
    deleted_at timestamptz,
    deleted_by text collate "C",
    reactions jsonb,
    link_preview jsonb,
    preview_position bigint,
    primary key (conversation_id, sequence)
  );

  create table reacted (
    conversation_id text collate "C" not null,
    revision int not null,
    user_id text collate "C" not null,
    emoji text collate "C" not null,
    added int not null,
    primary key (conversation_id, revision, user_id, emoji)
  );

  create table mentions (
    conversation_id text collate "C" not null,
    sequence int not null,
    user_id text collate "C" not null,
    actor_id text collate "C" not null,
    position bigint not null,
    primary key (conversation_id, sequence, user_id)
  );

  create table pins (
    conversation_id text collate "C" not null,
    revision int not null,
    primary key (conversation_id, revision)
  )`;

export const indexes = `
  create unique index lines_by_revision on lines (conversation_id, revision);
  create index lines_by_time on lines (conversation_id, latest_at, sequence);
  create index system_lines on lines (conversation_id, sequence) where type <> 'MessageSent';
  create index lines_with_data on lines (conversation_id, sequence)
    where type = 'MessageSent' and data is not null;
  create index lines_of_a_type on lines (conversation_id, message_type, sequence)
    where message_type is not null;
  create index mentions_in_conversation on mentions (user_id, conversation_id, sequence, position);
  create index mentions_by_position on mentions (user_id, position);`;
