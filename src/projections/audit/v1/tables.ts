/** The tables' own schema; queries name it, too. */
export const schema = "audit_v1";

/**
 * Where in the log things are that auditors look at. No words but conversations' names, by which they are found: what is
 * shown is read from the log.
 *
 * `line` is the revision of the line that an event is, or that it is about. `latest_at` is the latest time of an event so
 * far: clocks of several processes are never quite the same, and a place that is found by time needs an order that never
 * goes back. The clock keeps it from one batch to the next.
 */
export const tables = `
  create table events (
    position bigint not null,
    part text collate "C" not null,
    conversation_id text collate "C",
    line int,
    actor_id text collate "C" not null,
    latest_at timestamptz not null
  );

  create table clock (latest_at timestamptz not null);
  insert into clock (latest_at) values ('-infinity');

  create table conversations (
    id text collate "C" primary key,
    position bigint not null,
    kind text collate "C" not null,
    visibility text collate "C" not null,
    name text,
    name_folded text collate "C",
    created_by text collate "C" not null,
    created_at timestamptz not null,
    deleted_at timestamptz
  );

  create table people (
    conversation_id text collate "C" not null,
    user_id text collate "C" not null,
    position bigint not null,
    primary key (conversation_id, user_id)
  );

  create table looks (
    position bigint not null,
    conversation_id text collate "C"
  );

  create table holds (
    id text collate "C" primary key,
    position bigint not null,
    lifted_position bigint
  )`;

export const indexes = `
  create index events_by_position on events (position);
  create index events_of_conversation on events (conversation_id, position);
  create index events_of_line on events (conversation_id, line, position) where line is not null;
  create index changes_of_conversation on events (conversation_id, position) where part = 'change';
  create index events_by_actor on events (actor_id, position);
  create index events_by_time on events (latest_at, position);
  create index conversations_by_start on conversations (position);
  create index conversations_of_person on people (user_id, conversation_id);
  create index looks_by_position on looks (position);
  create index looks_of_conversation on looks (conversation_id, position);
  create index holds_by_position on holds (position);`;
