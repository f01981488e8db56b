import { made } from "../../support/api-client.ts";
import { begun, conversation, members, systemLine, type Scene } from "./scene.ts";

const incident = { status: "open", severity: "low", lots: ["LOT-1"] };

/** What becomes of a conversation itself. */
export const ofConversations = {
  ConversationStarted: (cast) =>
    Promise.resolve(async () => {
      const { ada, bob, fay } = cast;
      const started = await ada.post<{ id: string }>("/api/conversations", {
        kind: "group",
        name: "Tea",
        member_ids: [bob.id, fay.id],
      });
      const { id } = made(started);
      const data = { conversation_id: id, conversation: await conversation(bob, started, id) };
      return [{ event: "conversation_created", data, to: members }];
    }),

  ConversationRenamed: async (cast) => {
    const { ada, bob } = cast;
    const id = await begun(cast);
    return async () => {
      const renamed = await ada.patch(`/api/conversations/${id}`, { name: "Dinner" });
      const now = await conversation(bob, renamed, id);
      return [
        {
          event: "conversation_updated",
          data: { conversation_id: id, conversation: { ...now, name: "Dinner" } },
          to: members,
        },
        systemLine(id, {
          by: ada,
          content: "ada named the conversation “Dinner”.",
          data: { event: "renamed", by: ada.id, name: "Dinner" },
        }),
      ];
    };
  },

  VisibilityChanged: async (cast) => {
    const { ada, bob } = cast;
    const id = await begun(cast, { kind: "room" });
    return async () => {
      const opened = await ada.patch(`/api/conversations/${id}`, { visibility: "public" });
      const now = await conversation(bob, opened, id);
      return [
        {
          event: "conversation_updated",
          data: { conversation_id: id, conversation: { ...now, visibility: "public" } },
          to: members,
        },
        systemLine(id, {
          by: ada,
          content: "ada made the room public.",
          data: { event: "visibility_changed", visibility: "public", by: ada.id },
        }),
      ];
    };
  },

  IncidentChanged: async (cast) => {
    const { ada, bob } = cast;
    const id = await begun(cast, { kind: "room", incident });
    return async () => {
      const resolved = await bob.patch(`/api/conversations/${id}`, { incident: { status: "resolved" } });
      const now = { ...(await conversation(ada, resolved, id)), incident: { ...incident, status: "resolved" } };
      return [
        { event: "conversation_updated", data: { conversation_id: id, conversation: now }, to: members },
        systemLine(id, {
          by: bob,
          content: "bob resolved the incident.",
          data: { event: "status_changed", by: bob.id, status: "resolved" },
        }),
      ];
    };
  },

  ConversationDeleted: async (cast) => {
    const id = await begun(cast);
    return async () => {
      made(await cast.ada.delete(`/api/conversations/${id}`));
      return [{ event: "conversation_deleted", data: { conversation_id: id }, to: members }];
    };
  },
} satisfies Readonly<Record<string, Scene>>;
