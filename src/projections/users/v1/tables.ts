/** The tables' own schema; queries name it, too. */
export const schema = "users_v1";

/** People, the words that they are found by, and whom they block. An erased person has no names. */
export const tables = `
  create table ${schema}.users (
    id text collate "C" primary key,
    username text,
    display_name text,
    display_name_folded text collate "C",
    locale text collate "C",
    time_zone text collate "C",
    notify_email text collate "C",
    registered_at timestamptz not null
  );

  create table ${schema}.words (
    user_id text collate "C" not null,
    word text collate "C" not null,
    primary key (user_id, word)
  );

  create table ${schema}.blocks (
    user_id text collate "C" not null,
    blocked_id text collate "C" not null,
    position bigint not null,
    primary key (user_id, blocked_id)
  )`;

export const indexes = `
  create index users_by_name on ${schema}.users (display_name_folded, id);
  create index words_by_beginning on ${schema}.words (word, user_id);`;
