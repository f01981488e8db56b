import { expect, vi } from "vitest";
import { ApiClient, made, password, Person, type LoggedIn, type Sent } from "../../support/api-client.ts";
import type { Sought } from "./traces.ts";

/** Nobody else says these words, or is called so. */
export const sought = {
  word: "Zwielichtbanane",
  edited: "Quastenflosserin",
  draft: "Murmelschwalbe",
  scheduled: "Kichererbsenuhr",
  html: "Obstsalatkanone",
  data: "Spargelzeppelin",
  forwarded: "Nebelkraehentau",
  announced: "Lakritzschnecken",
  name: "Wilhelmine Xylander-Pfützenreuter",
  username: "wilhelmine.xyl",
  email: "xylander-post@quarkstrudel.example.org",
} as const satisfies Sought;

/** What became of an erasure. */
export interface Erasure {
  readonly number: number;
  readonly state: "begun" | "erased" | "done";
  readonly remains: readonly string[];
}

/** Somebody who is to be erased, those they lived with, and where they said something. */
export interface Life {
  readonly root: Person;
  readonly bob: Person;
  readonly wil: Person;
  readonly group: string;
  readonly direct: string;
  /** Their own. */
  readonly theirs: string;
  readonly said: Sent;
  readonly forwarded: string;
}

/** They say something in every way there is. */
export async function lived(url: string): Promise<Life> {
  const root = await Person.register(url, "root");
  const bob = await Person.register(url, "Bob");
  const wil = await register(url);
  const { id: group } = await bob.start({ kind: "group", name: "Yard", member_ids: [wil.id, root.id] });
  const { id: theirs } = await wil.start({ kind: "group", name: "Theirs", member_ids: [bob.id] });
  const { id: direct } = await wil.start({ kind: "direct", member_ids: [bob.id] });
  const said = await wil.send(group, `${sought.word} is what I say`);
  made(await bob.post(`/api/messages/${said.id}/pin`));
  made(await bob.request("PUT", `/api/saved/${said.id}`));
  await bob.send(group, "I reply", { reply_to_id: said.id });
  const edited = await wil.send(group, "first");
  made(await wil.patch(`/api/messages/${edited.id}`, { content: `then ${sought.edited}` }));
  await wil.send(group, `<p>An <b>${sought.html}</b></p>`, { content_type: "html" });
  await wil.send(group, "5 °C", { message_type: "incident_data", data: { oven: sought.data } });
  const shared = await wil.send(direct, `forward ${sought.forwarded}`);
  const sent = made(
    await bob.post<{ messages: { id: string }[] }>(`/api/messages/${shared.id}/forward`, { conversation_ids: [group] }),
  );
  made(await wil.request("PUT", `/api/conversations/${group}/draft`, { json: { content: sought.draft } }));
  const sendAt = new Date(Date.now() + 3_600_000).toISOString();
  made(await wil.post(`/api/conversations/${group}/scheduled`, { content: sought.scheduled, send_at: sendAt }));
  made(await root.patch(`/api/admin/users/${wil.id}`, { roles: ["administrator"] }));
  made(await wil.post("/api/admin/announcements", { text: `Hear ${sought.announced}` }));
  await wil.send(theirs, "in my own");
  const { after } = await wil.send(direct, "the last word");
  made(await bob.get(`/api/search?q=${sought.word}&min_position=${after}`));
  return { root, bob, wil, group, direct, theirs, said, forwarded: sent.messages[0]?.id ?? "" };
}

/** By the name, the username and the address that are looked for. */
export async function register(url: string): Promise<Person> {
  const fields = { username: sought.username, display_name: sought.name, email: sought.email, password };
  return new Person(url, made(await new ApiClient(url).post<LoggedIn>("/api/auth/register", fields)));
}

export async function ask(root: Person, { id, user }: Person): Promise<Erasure> {
  return made(await root.post<Erasure>(`/api/admin/users/${id}/erase`, { confirm: user.username ?? "" }));
}

/** Settles when nothing is left to do. */
export async function erased(root: Person, person: Person): Promise<Erasure> {
  await vi.waitFor(async () => expect((await ask(root, person)).state).toBe("done"), {
    timeout: 150_000,
    interval: 200,
  });
  return ask(root, person);
}
