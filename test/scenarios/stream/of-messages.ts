import { expect } from "vitest";
import { made, type Person } from "../../support/api-client.ts";
import { aTime, begun, members, message, nobodyIsTold, systemLine, type Scene, type Told } from "./scene.ts";
import type { Cast } from "./watchers.ts";

interface Scheduled {
  readonly id: string;
  readonly status: string;
}

const inMs = (ms: number): string => new Date(Date.now() + ms).toISOString();
const hour = 3_600_000;

/** A conversation in which ada has said something. */
async function said(cast: Cast): Promise<{ readonly id: string; readonly at: string; readonly about: object }> {
  const id = await begun(cast);
  const { id: messageId } = await cast.ada.send(id, "Soup?");
  return { id, at: `/api/messages/${messageId}`, about: { conversation_id: id, message_id: messageId } };
}

/** A message that bob sends later. */
async function scheduled(
  { bob }: Cast,
  id: string,
  sendAt: string,
): Promise<{ readonly id: string; readonly at: string }> {
  const path = `/api/conversations/${id}/scheduled`;
  const { id: scheduledId } = made(await bob.post<Scheduled>(path, { content: "later", send_at: sendAt }));
  return { id: scheduledId, at: `${path}/${scheduledId}` };
}

async function becomes(status: string, { at, of }: { readonly at: string; readonly of: Person }): Promise<void> {
  await expect.poll(async () => made(await of.get<Scheduled>(at)).status, { timeout: 20_000 }).toBe(status);
}

/** It is taken and sent in one go: what is told of both is the message. */
const sentLater: Scene = async (cast) => {
  const { bob } = cast;
  const id = await begun(cast);
  return async () => {
    const { id: scheduledId, at } = await scheduled(cast, id, inMs(1_200));
    await becomes("sent", { at, of: bob });
    const line = message(bob, { conversation_id: id, content: "later", client_message_id: scheduledId });
    return [{ event: "new_message", data: { conversation_id: id, message: line }, to: members }];
  };
};

const reacted = (about: object, { by, action }: { by: Person; action: "add" | "remove" }): Told => {
  return { event: "reaction", data: { ...about, user_id: by.id, emoji: "👍", action }, to: members };
};

/** A page that the server knows. */
export const soup = { url: "https://lunch.acme.com/soup", title: "Soup" };

/** Settles when the message shows what the page says. */
async function linked({ at, by }: { readonly at: string; readonly by: Person }): Promise<void> {
  made(await by.patch(at, { content: soup.url }));
  const shown = async (): Promise<unknown> => made(await by.get<{ link_preview: unknown }>(at)).link_preview;
  await expect.poll(shown, { timeout: 20_000 }).not.toBeNull();
}

/** What is said, and what becomes of it. */
export const ofMessages = {
  MessageSent: async (cast) => {
    const { ada, bob } = cast;
    const id = await begun(cast);
    const { id: quoted, sequence } = await bob.send(id, "What is for lunch?");
    return async () => {
      const sent = await ada.send(id, "Soup, @bob", {
        reply_to_id: quoted,
        mentions: [bob.id],
        data: { hot: true },
        client_message_id: "soup",
      });
      const line = message(ada, {
        id: sent.id,
        conversation_id: id,
        sequence: sequence + 1,
        content: "Soup, @bob",
        data: { hot: true },
        mentions: [bob.id],
        client_message_id: "soup",
        position: sent.after,
        reply_to: {
          id: quoted,
          sequence,
          sender_id: bob.id,
          sender_display_name: "bob",
          message_type: "text",
          preview: "What is for lunch?",
          is_deleted: false,
        },
      });
      return [{ event: "new_message", data: { conversation_id: id, message: line }, to: members }];
    };
  },

  MessageEdited: async (cast) => {
    const { ada, bob } = cast;
    const { at, about } = await said(cast);
    return async () => {
      made(await ada.patch(at, { content: "Salad, @bob and @all", mentions: [bob.id], mentions_all: true }));
      const words = {
        new_content: "Salad, @bob and @all",
        content_type: "text",
        mentions: [bob.id],
        mentions_all: true,
      };
      return [{ event: "message_edited", data: { ...about, ...words, edited_at: aTime }, to: members }];
    };
  },

  MessageDeleted: async (cast) => {
    const { ada } = cast;
    const { at, about } = await said(cast);
    return async () => {
      made(await ada.delete(at));
      return [{ event: "message_deleted", data: { ...about, deleted_by: ada.id, deleted_at: aTime }, to: members }];
    };
  },

  ReactionAdded: async (cast) => {
    const { bob } = cast;
    const { at, about } = await said(cast);
    return async () => {
      made(await bob.post(`${at}/reactions`, { emoji: "👍" }));
      return [reacted(about, { by: bob, action: "add" })];
    };
  },

  ReactionRemoved: async (cast) => {
    const { bob } = cast;
    const { at, about } = await said(cast);
    made(await bob.post(`${at}/reactions`, { emoji: "👍" }));
    return async () => {
      made(await bob.delete(`${at}/reactions/${encodeURIComponent("👍")}`));
      return [reacted(about, { by: bob, action: "remove" })];
    };
  },

  LinkPreviewAttached: async (cast) => {
    const { ada } = cast;
    const { at, about } = await said(cast);
    return async () => {
      await linked({ at, by: ada });
      const words = { new_content: soup.url, content_type: "text", mentions: [], mentions_all: false };
      const preview = { ...soup, description: null, image: null };
      return [
        { event: "message_edited", data: { ...about, ...words, edited_at: aTime }, to: members },
        { event: "link_preview", data: { ...about, link_preview: preview }, to: members },
      ];
    };
  },

  LinkPreviewRemoved: async (cast) => {
    const { ada } = cast;
    const { at, about } = await said(cast);
    await linked({ at, by: ada });
    return async () => {
      made(await ada.delete(`${at}/link-preview`));
      return [{ event: "link_preview", data: { ...about, link_preview: null }, to: members }];
    };
  },

  MessagePinned: async (cast) => {
    const { bob } = cast;
    const { id, at, about } = await said(cast);
    return async () => {
      made(await bob.post(`${at}/pin`));
      const data = { event: "pinned", message_id: at.slice("/api/messages/".length), by: bob.id };
      return [
        { event: "message_pinned", data: { ...about, pinned_by: bob.id }, to: members },
        systemLine(id, { by: bob, content: "bob pinned a message.", data }),
      ];
    };
  },

  MessageUnpinned: async (cast) => {
    const { ada, bob } = cast;
    const { at, about } = await said(cast);
    made(await bob.post(`${at}/pin`));
    return async () => {
      made(await ada.delete(`${at}/pin`));
      return [{ event: "message_unpinned", data: { ...about, pinned_by: ada.id }, to: members }];
    };
  },

  SendScheduled: async (cast) => {
    const id = await begun(cast);
    return async () => {
      await scheduled(cast, id, inMs(hour));
      return nobodyIsTold;
    };
  },

  ScheduledChanged: async (cast) => {
    const { at } = await scheduled(cast, await begun(cast), inMs(hour));
    return async () => {
      made(await cast.bob.patch(at, { content: "other words" }));
      return nobodyIsTold;
    };
  },

  ScheduledCancelled: async (cast) => {
    const { at } = await scheduled(cast, await begun(cast), inMs(hour));
    return async () => {
      made(await cast.bob.delete(at));
      return nobodyIsTold;
    };
  },

  ScheduledTaken: sentLater,
  ScheduledSent: sentLater,

  ScheduledRefused: async (cast) => {
    const { ada, bob } = cast;
    const id = await begun(cast);
    const { at } = await scheduled(cast, id, inMs(2_000));
    made(await ada.delete(`/api/conversations/${id}/members/${bob.id}`));
    return async () => {
      await becomes("refused", { at, of: bob });
      return nobodyIsTold;
    };
  },
} satisfies Readonly<Record<string, Scene>>;
