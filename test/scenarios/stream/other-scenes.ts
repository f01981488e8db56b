import { expect } from "vitest";
import { made, refusal } from "../../support/api-client.ts";
import { aTime, begun, members, message, nobodyIsTold, type Scene } from "./scene.ts";

/** Where it matters more how something happened than that it did. */
export const otherScenes: Readonly<Record<string, Scene>> = {
  "a message that was forwarded, of whose source nothing is said": async (cast) => {
    const { ada, eve } = cast;
    const id = await begun(cast);
    const notes = await ada.start({ kind: "direct", member_ids: [eve.id] });
    const { id: source } = await eve.send(notes.id, "The code is 1234.");
    return async () => {
      made(await ada.post(`/api/messages/${source}/forward`, { conversation_ids: [id] }));
      const line = message(ada, {
        conversation_id: id,
        content: "The code is 1234.",
        forwarded_from: { sender_display_name: "eve", created_at: aTime },
      });
      return [{ event: "new_message", data: { conversation_id: id, message: line }, to: members }];
    };
  },

  "a message that a block refuses, of which nobody is told": async (cast) => {
    const { ada, fay } = cast;
    made(await ada.delete(`/api/users/${fay.id}/block`));
    const { id } = await ada.start({ member_ids: [fay.id] });
    made(await ada.post(`/api/users/${fay.id}/block`));
    return async () => {
      const refused = await fay.post(`/api/conversations/${id}/messages`, { content: "Hello?" });
      expect(refusal(refused)).toMatchObject({ status: 403, code: "forbidden" });
      return nobodyIsTold;
    };
  },

  "where the history is shown from joining on, a quote and an edit, without words from before": async (cast) => {
    const { ada, bob } = cast;
    const id = await begun(cast, { history_visibility: "joined" });
    const { id: old, sequence } = await bob.send(id, "It was before.");
    return async () => {
      await ada.send(id, "About that:", { reply_to_id: old });
      made(await bob.patch(`/api/messages/${old}`, { content: "It was before, too." }));
      const quote = {
        id: old,
        sequence,
        sender_id: bob.id,
        sender_display_name: "bob",
        message_type: "text",
        preview: "",
        is_deleted: false,
      };
      const line = message(ada, { conversation_id: id, content: "About that:", reply_to: quote });
      const words = { new_content: null, content_type: "text", mentions: [], mentions_all: false };
      const edited = { conversation_id: id, message_id: old, ...words, edited_at: aTime };
      return [
        { event: "new_message", data: { conversation_id: id, message: line }, to: members },
        { event: "message_edited", data: edited, to: members },
      ];
    };
  },

  "nothing to do, and nothing that is refused": async (cast) => {
    const { ada, bob, dan, eve } = cast;
    const id = await begun(cast);
    const { id: sent } = await ada.send(id, "Soup?");
    return async () => {
      made(await bob.delete(`/api/messages/${sent}/reactions`));
      made(await ada.patch(`/api/conversations/${id}`, { name: "Lunch" }));
      for (const outsider of [dan, eve])
        expect((await outsider.post(`/api/messages/${sent}/reactions`, { emoji: "👍" })).status).toBe(404);
      expect((await bob.patch(`/api/messages/${sent}`, { content: "mine" })).status).toBe(403);
      return nobodyIsTold;
    };
  },
};
