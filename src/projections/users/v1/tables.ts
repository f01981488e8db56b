/** What queries call the schema. The projector names none: it writes into that of the build at hand. */
export const schema = "users_v1";

/** People, the words that they are found by, and whom they block. An erased person has no names. */
export const tables = `
  create table users (
    id text collate "C" primary key,
    username text,
    display_name text,
    display_name_folded text collate "C",
    locale text collate "C",
    time_zone text collate "C",
    notify_email text collate "C",
    registered_at timestamptz not null,
    erased_as int
  );

  create table words (
    user_id text collate "C" not null,
    word text collate "C" not null,
    primary key (user_id, word)
  );

  create table blocks (
    user_id text collate "C" not null,
    blocked_id text collate "C" not null,
    position bigint not null,
    primary key (user_id, blocked_id)
  )`;

export const indexes = `
  create index users_by_name on users (display_name_folded, id);
  create index words_by_beginning on words (word, user_id);`;
