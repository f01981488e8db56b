import { periodLevels } from "../periods.ts";

/** What queries call the schema. The projector names none: it writes into that of the build at hand. */
export const schema = "search_v1";

const periods = periodLevels.map(
  ({ key, hours }) =>
    `${key} + floor(extract(epoch from created_at - timestamptz '1970-01-01Z') / ${hours * 3_600})::int`,
);

/**
 * What messages are found by: their searchable text, its grams, and as `marks` what else one may filter by.
 * What they say and hold is in `lines`. `author_id`: whose words they are, of a forwarded one whoever said it first.
 * Deleted messages are not here. `places`: in which conversation and in which periods something was said, so that an
 * index of grams need not be read for all of them.
 */
export const tables = `
  create table messages (
    conversation_id text collate "C" not null,
    revision int not null,
    sequence int not null,
    position bigint not null,
    created_at timestamptz not null,
    author_id text collate "C" not null,
    edited_at timestamptz,
    searchable text collate "C" not null,
    grams int[] not null,
    marks int[] not null,
    places int[] not null generated always as (array[hashtext(conversation_id), ${periods.join(", ")}]) stored,
    primary key (conversation_id, revision)
  )`;

/** What waits to be sorted into the grams is read through by each search, so that it is kept short. */
export const indexes = `
  create index messages_by_grams on messages using gin (grams, marks, places) with (gin_pending_list_limit = 512);
  create index messages_by_time on messages (created_at, position);
  create index messages_of_conversation on messages (conversation_id, created_at, position);
  analyze messages;`;
