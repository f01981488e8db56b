/** The tables' own schema; queries name it, too. */
export const schema = "members_v1";

/**
 * Everybody who is or was a member. Whoever left has no role: what they had read stays for when they come back. In
 * `joined_sequence` stands the last line from before they could see any: 0 for those who were there from the start.
 * Markers change often, so they are in no index and pages have room for new versions of rows.
 */
export const tables = `
  create table ${schema}.members (
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
    primary key (conversation_id, user_id)
  ) with (fillfactor = 80)`;

export const indexes = `
  create index conversations_of_member on ${schema}.members (user_id) where role is not null;
  create index members_by_joining on ${schema}.members (conversation_id, joined_revision, joined_ordinal)
    where role is not null;`;
