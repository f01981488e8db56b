import { beforeAll, describe, expect, it } from "vitest";
import { eventTypes } from "../../../src/events/index.ts";
import type { StreamEvent } from "../../../src/wire/told.ts";
import { apiServer } from "../../support/api-server.ts";
import { knowPage } from "../../support/known-pages.ts";
import { ofAuditors } from "./of-auditors.ts";
import { ofConversations } from "./of-conversations.ts";
import { ofMembers } from "./of-members.ts";
import { ofMessages, soup } from "./of-messages.ts";
import { ofOperators } from "./of-operators.ts";
import { ofPeople } from "./of-people.ts";
import { ofRetention } from "./of-retention.ts";
import { otherScenes } from "./other-scenes.ts";
import { aPosition, aTime, type Scene, type Told } from "./scene.ts";
import { names, Watchers, type HeardByEach, type Name } from "./watchers.ts";

const server = apiServer();
let watchers: Watchers;

beforeAll(async () => {
  watchers = await Watchers.gather(server.url);
  await knowPage(server.databaseUrl, soup.url, { title: soup.title });
  return () => watchers.leave();
});

/** By the log event that they bring about. */
const scenes: Readonly<Record<string, Scene>> = {
  ...ofAuditors,
  ...ofConversations,
  ...ofMembers,
  ...ofMessages,
  ...ofOperators(() => server.databaseUrl),
  ...ofPeople,
  WordsForgotten: (cast) => ofRetention(cast, server.databaseUrl),
};

const all: readonly (readonly [string, Scene | undefined])[] = [
  ...eventTypes.map(({ type }) => [type, scenes[type]] as const),
  ...Object.entries(otherScenes),
];

/** Each is told by one of the scenes. */
const streamEvents: Readonly<Record<StreamEvent["event"], true>> = {
  new_message: true,
  message_edited: true,
  message_deleted: true,
  message_pinned: true,
  message_unpinned: true,
  reaction: true,
  link_preview: true,
  message_read: true,
  message_delivered: true,
  conversation_created: true,
  conversation_updated: true,
  conversation_deleted: true,
  member_added: true,
  member_removed: true,
  member_updated: true,
  settings_changed: true,
  user_updated: true,
  announcement: true,
};
const untold = new Set(Object.keys(streamEvents));

interface Heard {
  readonly live: HeardByEach;
  readonly synced: HeardByEach;
  readonly told: readonly Told[];
}

async function played(scene: Scene): Promise<Heard> {
  const deed = await scene(watchers.cast);
  let told: readonly Told[] = [];
  const heard = await watchers.during(async () => (told = await deed()));
  for (const { event } of told) untold.delete(event);
  return { ...heard, told };
}

function expectedBy(name: Name, told: readonly Told[]): unknown[] {
  const mine = told.filter(({ to }) => to.includes(name));
  return mine.map(({ event, data }) => {
    const id = expect.stringMatching(/^[0-9a-f-]+\.\d+\.\d+$/) as string;
    return { event, id, data: { position: aPosition, occurred_at: aTime, ...data } };
  });
}

describe("of what is in the log everybody is told exactly what they may be, live and by /api/sync:", () => {
  it.each(all)("%s", async (title, scene) => {
    if (!scene) throw new Error(`It is not said here what ${title} tells, and to whom.`);
    const { live, synced, told } = await played(scene);
    for (const name of names) {
      expect(live[name], `${name} hears`).toEqual(expectedBy(name, told));
      expect(synced[name], `${name} is told by /api/sync`).toEqual(live[name]);
    }
  });

  it("and no event of the stream is left out here", () => expect([...untold]).toEqual([]));
});
