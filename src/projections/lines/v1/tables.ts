/** The tables' own schema; queries name it, too. */
export const schema = "lines_v1";

/**
 * `countable` and `latest_at` run: how many lines up to this one count as unread, and the latest time that any line up
 * to this one was said at. So unread is a difference, and the first line from a time on is found by an index, though
 * imported lines may be older than those before them.
 */
export const tables = `
  create table ${schema}.lines (
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
    content text,
    data jsonb,
    client_message_id text,
    primary key (conversation_id, sequence)
  )`;

export const indexes = `
  create unique index lines_by_revision on ${schema}.lines (conversation_id, revision);
  create index lines_by_time on ${schema}.lines (conversation_id, latest_at, sequence);
  create index system_lines on ${schema}.lines (conversation_id, sequence) where type <> 'MessageSent';`;
