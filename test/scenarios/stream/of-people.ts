import { vi } from "vitest";
import { made, Person, type Answer } from "../../support/api-client.ts";
import { adasDevices, aTime, begun, everybody, members, nobodyIsTold, type Scene, type Told } from "./scene.ts";
import type { Cast } from "./watchers.ts";

const settings = (changed: object, id?: string): Told => {
  const where = id === undefined ? {} : { conversation_id: id };
  return { event: "settings_changed", data: { ...where, settings: changed }, to: adasDevices };
};

/** Where ada can read what bob has said. */
async function said(cast: Cast): Promise<{ readonly id: string; readonly at: string; readonly sequence: number }> {
  const id = await begun(cast);
  const { sequence } = await cast.bob.send(id, "Soup?");
  return { id, at: `/api/conversations/${id}`, sequence };
}

async function disabled({ root }: Cast, id: string, isDisabled: boolean): Promise<Answer<unknown>> {
  return root.patch(`/api/admin/users/${id}`, { is_disabled: isDisabled });
}

const team = async ({ root, bob }: Cast): Promise<string> => {
  const name = `team-${crypto.randomUUID().slice(0, 8)}`;
  return made(await root.post<{ id: string }>("/api/teams", { name, user_ids: [bob.id] })).id;
};

/** What people do for themselves, and administrators for all. */
export const ofPeople = {
  MarkersAdvanced: async (cast) => {
    const { ada } = cast;
    const { id, at, sequence } = await said(cast);
    return async () => {
      made(await ada.post(`${at}/read`, { sequence }));
      const move = { conversation_id: id, user_id: ada.id, sequence };
      return [
        { event: "message_read", data: { ...move, read_at: aTime }, to: members },
        { event: "message_delivered", data: { ...move, delivered_at: aTime }, to: members },
      ];
    };
  },

  MarkedUnread: async (cast) => {
    const { id, at, sequence } = await said(cast);
    return async () => {
      made(await cast.ada.post(`${at}/unread`, { sequence }));
      return [settings({ unread_from: sequence }, id)];
    };
  },

  UnreadMarkCleared: async (cast) => {
    const { id, at, sequence } = await said(cast);
    made(await cast.ada.post(`${at}/read`));
    made(await cast.ada.post(`${at}/unread`, { sequence }));
    return async () => {
      made(await cast.ada.post(`${at}/read`));
      return [settings({ unread_from: null }, id)];
    };
  },

  InboxSettingsChanged: async (cast) => {
    const { id, at } = await said(cast);
    const wish = { is_muted: true, is_archived: true, notify: "mentions" };
    return async () => {
      made(await cast.ada.patch(`${at}/settings`, wish));
      return [settings(wish, id)];
    };
  },

  ConversationHidden: async ({ ada, bob }) => {
    const { id } = await ada.start({ member_ids: [bob.id] });
    await bob.send(id, "Just the two of us.");
    return async () => {
      made(await ada.delete(`/api/conversations/${id}`));
      return [{ event: "conversation_deleted", data: { conversation_id: id }, to: adasDevices }];
    };
  },

  ProfileChanged: async (cast) => {
    const { dan } = cast;
    await begun(cast);
    return async () => {
      made(await dan.patch("/api/users/me", { display_name: "Dan the Man", locale: "pl" }));
      const user = { ...dan.user, display_name: "Dan the Man" };
      return [
        { event: "user_updated", data: { user_id: dan.id, user }, to: everybody },
        { event: "settings_changed", data: { settings: { locale: "pl" } }, to: ["dan"] },
      ];
    };
  },

  UserBlocked: ({ ada, eve }) =>
    Promise.resolve(async () => {
      made(await ada.post(`/api/users/${eve.id}/block`));
      return [settings({ blocked_user_id: eve.id, is_blocked: true })];
    }),

  UserUnblocked: async ({ ada, eve }) => {
    made(await ada.post(`/api/users/${eve.id}/block`));
    return async () => {
      made(await ada.delete(`/api/users/${eve.id}/block`));
      return [settings({ blocked_user_id: eve.id, is_blocked: false })];
    };
  },

  AnnouncementMade: ({ root }) =>
    Promise.resolve(async () => {
      const { id } = made(await root.post<{ id: string }>("/api/admin/announcements", { text: "Cake!" }));
      const data = { announcement_id: id, by: root.id, by_display_name: "root", text: "Cake!" };
      return [{ event: "announcement", data, to: everybody }];
    }),

  UserRegistered: ({ ada }) =>
    Promise.resolve(async () => {
      await Person.register(ada.url, "gil");
      return nobodyIsTold;
    }),

  PersonErased: async (cast) => {
    const { root } = cast;
    const { id, user } = await Person.register(cast.ada.url, "gil");
    const erase = () =>
      root.post<{ number: number; state: string }>(`/api/admin/users/${id}/erase`, { confirm: user.username });
    return async () => {
      const { number } = made(await erase());
      await vi.waitUntil(async () => made(await erase()).state !== "begun", { timeout: 10_000 });
      const nobody = { id, username: null, display_name: `Erased person ${number}`, avatar_url: null, is_erased: true };
      return [{ event: "user_updated", data: { user_id: id, user: nobody }, to: everybody }];
    };
  },

  UserDisabled: async (cast) => {
    const { id } = await Person.register(cast.ada.url, "gil");
    return async () => {
      made(await disabled(cast, id, true));
      return nobodyIsTold;
    };
  },

  UserEnabled: async (cast) => {
    const { id } = await Person.register(cast.ada.url, "gil");
    made(await disabled(cast, id, true));
    return async () => {
      made(await disabled(cast, id, false));
      return nobodyIsTold;
    };
  },

  TeamMade: (cast) =>
    Promise.resolve(async () => {
      await team(cast);
      return nobodyIsTold;
    }),

  TeamChanged: async (cast) => {
    const id = await team(cast);
    return async () => {
      made(await cast.root.patch(`/api/teams/${id}`, { user_ids: [cast.eve.id] }));
      return nobodyIsTold;
    };
  },

  TeamRemoved: async (cast) => {
    const id = await team(cast);
    return async () => {
      made(await cast.root.delete(`/api/teams/${id}`));
      return nobodyIsTold;
    };
  },
} satisfies Readonly<Record<string, Scene>>;
