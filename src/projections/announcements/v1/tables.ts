/** What queries call the schema. The projector names none: it writes into that of the build at hand. */
export const schema = "announcements_v1";

/** `text` is null once its author was erased. */
export const tables = `
  create table announcements (
    id text collate "C" primary key,
    position bigint not null,
    made_by text collate "C" not null,
    made_at timestamptz not null,
    text text
  )`;

export const indexes = `create index announcements_by_position on announcements (position)`;
