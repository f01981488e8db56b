/** What queries call the schema. The projector names none: it writes into that of the build at hand. */
export const schema = "members_v1";

/**
 * Everybody who is or was a member. Whoever left has no role: what they had read stays for when they come back. In
 * `joined_sequence` stands the last line from before they could see any: 0 for those who were there from the start.
 * `archived_up_to` and `hidden_up_to` are the conversation's last line when its member put it away.
 * Until \`muted_until\` they may not write, which a moderator said; it outlasts their leaving.
 * Markers change often, so they are in no index and pages have room for new versions of rows.
 */
export const tables = `
  create table members (
    conversation_id text collate "C" not null,
    user_id text collate "C" not null,
    role text collate "C",
    joined_at timestamptz not null,
    joined_revision int not null,
    joined_ordinal int not null,
    joined_sequence int not null,
    added_by text collate "C",
    read_to int not null,
    read_at timestamptz,
    delivered_to int not null,
    delivered_at timestamptz,
    is_muted boolean not null default false,
    notify text collate "C" not null default 'all',
    archived_up_to int,
    hidden_up_to int,
    unread_from int,
    muted_until timestamptz,
    primary key (conversation_id, user_id)
  ) with (fillfactor = 80);

  create table bans (
    conversation_id text collate "C" not null,
    user_id text collate "C" not null,
    banned_by text collate "C" not null,
    banned_at timestamptz not null,
    revision int not null,
    reason text,
    primary key (conversation_id, user_id)
  )`;

export const indexes = `
  create index conversations_of_member on members (user_id) where role is not null;
  create index bans_by_time on bans (conversation_id, revision);
  create index members_by_joining on members (conversation_id, joined_revision, joined_ordinal)
    where role is not null;`;
