import { made, type Person } from "../../support/api-client.ts";
import { adasDevices, begun, conversation, members, nobodyIsTold, systemLine, type Scene, type Told } from "./scene.ts";
import type { Name } from "./watchers.ts";

const withEve: readonly Name[] = [...members, "eve"];
const withoutBob: readonly Name[] = [...adasDevices, "fay"];

interface Change {
  readonly of: Person;
  readonly role: string | null;
  readonly by: Person;
}

const change = (id: string, { of, role, by }: Change) => ({ conversation_id: id, user_id: of.id, role, by: by.id });

/** To those who stay, and to bob as the last that he hears of it. */
const bobGone = (id: string, { bob, by }: { bob: Person; by: Person }): Told => {
  return { event: "member_removed", data: change(id, { of: bob, role: null, by }), to: [...withoutBob, "bob"] };
};

/** Who comes and goes, and what each may do. */
export const ofMembers = {
  MembersAdded: async (cast) => {
    const { ada, eve } = cast;
    const id = await begun(cast);
    return async () => {
      const added = await ada.post(`/api/conversations/${id}/members`, { user_ids: [eve.id], role: "viewer" });
      made(added);
      const created = { conversation_id: id, conversation: await conversation(eve, added, id) };
      return [
        { event: "conversation_created", data: created, to: ["eve"] },
        { event: "member_added", data: change(id, { of: eve, role: "viewer", by: ada }), to: withEve },
        systemLine(id, {
          by: ada,
          content: "ada added eve.",
          data: { event: "added", user_ids: [eve.id], role: "viewer", by: ada.id },
          to: withEve,
        }),
      ];
    };
  },

  MemberJoined: async (cast) => {
    const { eve } = cast;
    const id = await begun(cast, { kind: "room", visibility: "public" });
    return async () => {
      const joined = await eve.post(`/api/conversations/${id}/join`);
      made(joined);
      const created = { conversation_id: id, conversation: await conversation(eve, joined, id) };
      return [
        { event: "conversation_created", data: created, to: ["eve"] },
        { event: "member_added", data: change(id, { of: eve, role: "member", by: eve }), to: withEve },
        systemLine(id, { by: eve, content: "eve joined.", data: { event: "joined", user_id: eve.id }, to: withEve }),
      ];
    };
  },

  MemberRemoved: async (cast) => {
    const { ada, bob } = cast;
    const id = await begun(cast);
    return async () => {
      made(await ada.delete(`/api/conversations/${id}/members/${bob.id}`));
      const data = { event: "removed", user_id: bob.id, by: ada.id };
      return [
        systemLine(id, { by: ada, content: "ada removed bob.", data, to: withoutBob }),
        bobGone(id, { bob, by: ada }),
      ];
    };
  },

  MemberLeft: async (cast) => {
    const { bob } = cast;
    const id = await begun(cast);
    return async () => {
      made(await bob.post(`/api/conversations/${id}/leave`));
      const data = { event: "left", user_id: bob.id };
      return [systemLine(id, { by: bob, content: "bob left.", data, to: withoutBob }), bobGone(id, { bob, by: bob })];
    };
  },

  PersonBanned: async (cast) => {
    const { ada, bob } = cast;
    const id = await begun(cast, { kind: "room", visibility: "public" });
    return async () => {
      made(await ada.request("PUT", `/api/conversations/${id}/bans/${bob.id}`, { json: { reason: "spam" } }));
      const data = { event: "banned", user_id: bob.id, by: ada.id };
      return [
        systemLine(id, { by: ada, content: "ada banned bob.", data, to: withoutBob }),
        bobGone(id, { bob, by: ada }),
      ];
    };
  },

  PersonUnbanned: async (cast) => {
    const { ada, eve } = cast;
    const id = await begun(cast, { kind: "room", visibility: "public" });
    made(await ada.request("PUT", `/api/conversations/${id}/bans/${eve.id}`, { json: {} }));
    return async () => {
      made(await ada.delete(`/api/conversations/${id}/bans/${eve.id}`));
      return nobodyIsTold;
    };
  },

  RoleChanged: async (cast) => {
    const { ada, bob } = cast;
    const id = await begun(cast);
    return async () => {
      made(await ada.patch(`/api/conversations/${id}/members/${bob.id}`, { role: "moderator" }));
      const data = change(id, { of: bob, role: "moderator", by: ada });
      return [{ event: "member_updated", data, to: members }];
    };
  },

  OwnershipHandedOver: async (cast) => {
    const { ada, bob } = cast;
    const id = await begun(cast);
    return async () => {
      made(await ada.patch(`/api/conversations/${id}/members/${bob.id}`, { role: "owner" }));
      const content = "bob owns the conversation now, instead of ada.";
      return [
        { event: "member_updated", data: change(id, { of: bob, role: "owner", by: ada }), to: members },
        { event: "member_updated", data: change(id, { of: ada, role: "admin", by: ada }), to: members },
        systemLine(id, { by: ada, content, data: { event: "ownership", user_id: bob.id, by: ada.id } }),
      ];
    };
  },

  MemberMuted: async (cast) => {
    const { ada, bob } = cast;
    const id = await begun(cast);
    const until = "2099-01-01T00:00:00.000Z";
    return async () => {
      made(await ada.patch(`/api/conversations/${id}/members/${bob.id}`, { muted_until: until }));
      const data = { ...change(id, { of: bob, role: null, by: ada }), muted_until: until };
      return [{ event: "member_updated", data, to: members }];
    };
  },

  MemberUnmuted: async (cast) => {
    const { ada, bob } = cast;
    const id = await begun(cast);
    const muted = `/api/conversations/${id}/members/${bob.id}`;
    made(await ada.patch(muted, { muted_until: "2099-01-01T00:00:00.000Z" }));
    return async () => {
      made(await ada.patch(muted, { muted_until: null }));
      const data = { ...change(id, { of: bob, role: null, by: ada }), muted_until: null };
      return [{ event: "member_updated", data, to: members }];
    };
  },
} satisfies Readonly<Record<string, Scene>>;
