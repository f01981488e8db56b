/** The tables' own schema; queries name it, too. */
export const schema = "search_v1";

/**
 * What messages are found by: their searchable text, its grams, and as `marks` what else one may filter by.
 * What they say and hold is in `lines`. Deleted messages are not here.
 */
export const tables = `
  create table ${schema}.messages (
    conversation_id text collate "C" not null,
    revision int not null,
    sequence int not null,
    position bigint not null,
    created_at timestamptz not null,
    searchable text collate "C" not null,
    grams int[] not null,
    marks int[] not null,
    primary key (conversation_id, revision)
  )`;

/** What waits to be sorted into the grams is read through by each search, so that it is kept short. */
export const indexes = `
  create index messages_by_grams on ${schema}.messages using gin (grams, marks) with (gin_pending_list_limit = 512);
  create index messages_by_time on ${schema}.messages (created_at, position);
  create index messages_of_conversation on ${schema}.messages (conversation_id, created_at, position);
  analyze ${schema}.messages;`;
