import { made, Person } from "../../support/api-client.ts";
import { begun, nobodyIsTold, type Scene } from "./scene.ts";
import type { Cast } from "./watchers.ts";

async function auditor({ root }: Cast): Promise<Person> {
  const zoe = await Person.register(root.url, "zoe");
  made(await root.patch(`/api/admin/users/${zoe.id}`, { roles: ["auditor"] }));
  return zoe;
}

interface WithId {
  readonly id: string;
}

/** What auditors do, of which nobody is told: it stands in the list of looks, and in that of holds. */
export const ofAuditors = {
  Looked: async (cast) => {
    const [zoe, id] = [await auditor(cast), await begun(cast)];
    return async () => {
      made(await zoe.get(`/api/audit/conversations/${id}/events`, { headers: { "x-audit-reason": "Case" } }));
      return nobodyIsTold;
    };
  },

  HoldPlaced: async (cast) => {
    const [zoe, id] = [await auditor(cast), await begun(cast)];
    return async () => {
      made(await zoe.post("/api/audit/holds", { conversation_id: id, reason: "Case" }));
      return nobodyIsTold;
    };
  },

  HoldLifted: async (cast) => {
    const zoe = await auditor(cast);
    const { id } = made(await zoe.post<WithId>("/api/audit/holds", { user_id: cast.ada.id, reason: "Case" }));
    return async () => {
      made(await zoe.delete(`/api/audit/holds/${id}`));
      return nobodyIsTold;
    };
  },
} satisfies Readonly<Record<string, Scene>>;
