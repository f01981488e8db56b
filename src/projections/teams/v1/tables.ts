/** What queries call the schema. The projector names none: it writes into that of the build at hand. */
export const schema = "teams_v1";

/** `user_ids`: a list, in JSON. */
export const tables = `
  create table teams (
    id text collate "C" primary key,
    name text not null,
    name_folded text collate "C" not null,
    user_ids jsonb not null
  )`;

export const indexes = `create index teams_by_name on teams (name_folded, id)`;
