/** The tables' own schema; queries name it, too. */
export const schema = "teams_v1";

/** `user_ids`: a list, in JSON. */
export const tables = `
  create table ${schema}.teams (
    id text collate "C" primary key,
    name text not null,
    name_folded text collate "C" not null,
    user_ids jsonb not null
  )`;

export const indexes = `create index teams_by_name on ${schema}.teams (name_folded, id)`;
