import type { PoolClient } from "pg";
import type { UserId } from "../../../domain/ids.ts";
import type { Locale, MailChoice } from "../../../domain/user/events.ts";
import { folded, wordsOf } from "../../folded.ts";
import { rowSet } from "../../row-set.ts";
import type { UserRow } from "./user-row.ts";

const user = rowSet<UserRow>({
  id: ["text", (row) => row.id],
  username: ["text", (row) => row.username],
  display_name: ["text", (row) => row.displayName],
  display_name_folded: ["text", (row) => (row.displayName === null ? null : folded(row.displayName))],
  locale: ["text", (row) => row.locale],
  time_zone: ["text", (row) => row.timeZone],
  notify_email: ["text", (row) => row.notifyEmail],
  registered_at: ["timestamptz", (row) => row.registeredAt],
  erased_as: ["int", (row) => row.erasedAs],
});

export async function writeUsers(client: PoolClient, rows: readonly UserRow[]): Promise<void> {
  if (rows.length === 0) return;
  const changing = [
    "username",
    "display_name",
    "display_name_folded",
    "locale",
    "time_zone",
    "notify_email",
    "erased_as",
  ];
  await client.query(
    `insert into users (${user.names}) select ${user.names} from ${user.unnested}
     on conflict (id) do update set ${changing.map((name) => `${name} = excluded.${name}`).join(", ")}`,
    user.values(rows),
  );
  await writeWords(client, rows);
}

interface Word {
  readonly userId: UserId;
  readonly word: string;
}

const word = rowSet<Word>({
  user_id: ["text", ({ userId }) => userId],
  word: ["text", (each) => each.word],
});

async function writeWords(client: PoolClient, rows: readonly UserRow[]): Promise<void> {
  await client.query(`delete from words where user_id = any ($1::text[])`, [rows.map(({ id }) => id)]);
  const words = rows.flatMap(({ id, username, displayName }) =>
    wordsOf(folded(`${displayName ?? ""} ${username ?? ""}`)).map((each) => ({ userId: id, word: each })),
  );
  await client.query(
    `insert into words (${word.names}) select ${word.names} from ${word.unnested}`,
    word.values(words),
  );
}

interface Stored {
  readonly id: UserId;
  readonly username: string | null;
  readonly display_name: string | null;
  readonly locale: Locale | null;
  readonly time_zone: string | null;
  readonly notify_email: MailChoice | null;
  readonly registered_at: Date;
  readonly erased_as: number | null;
}

export async function readUsers(client: PoolClient, ids: readonly UserId[]): Promise<Map<UserId, UserRow>> {
  const { rows } = await client.query<Stored>(
    `select id, username, display_name, locale, time_zone, notify_email, registered_at, erased_as
     from users where id = any ($1::text[])`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, userRow(row)]));
}

function userRow(row: Stored): UserRow {
  return {
    id: row.id,
    username: row.username,
    displayName: row.display_name,
    locale: row.locale,
    timeZone: row.time_zone,
    notifyEmail: row.notify_email,
    registeredAt: row.registered_at.toISOString(),
    erasedAs: row.erased_as,
  };
}
