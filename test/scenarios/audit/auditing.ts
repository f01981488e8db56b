import type { Answer } from "../../support/api-client.ts";
import { made, Person } from "../../support/api-client.ts";
import type { AuditEventJson } from "../../../src/wire/audit-event.ts";
import type { AuditStateJson } from "../../../src/wire/audit-state.ts";

export interface Office {
  readonly root: Person;
  readonly ada: Person;
  readonly bob: Person;
  readonly auditor: Auditor;
}

/** The administrator, two people who write to each other, and an auditor. */
export async function openOffice(url: string): Promise<Office> {
  const root = await Person.register(url, "root");
  const [ada, bob, zoe] = [
    await Person.register(url, "ada"),
    await Person.register(url, "bob"),
    await Person.register(url, "zoe"),
  ];
  made(await root.patch(`/api/admin/users/${zoe.id}`, { roles: ["auditor"] }));
  return { root, ada, bob, auditor: new Auditor(zoe) };
}

export const because = (reason: string): { headers: Record<string, string> } => ({
  headers: { "x-audit-reason": encodeURIComponent(reason) },
});

export interface Events {
  readonly events: readonly AuditEventJson[];
  readonly total: number;
  readonly next_cursor: string | null;
}

export interface State {
  readonly state: AuditStateJson;
  readonly next_cursor: string | null;
}

export interface Look {
  readonly auditor: { readonly id: string };
  readonly looked_at: string;
  readonly conversation_id: string | null;
  readonly reason: string | null;
  readonly query: string | null;
  readonly to: string | null;
}

export class Auditor extends Person {
  constructor(person: Person) {
    super(person.url, { user: person.user, token: person.token ?? "" });
  }

  looksAt<Json>(path: string, reason = "Case 17"): Promise<Answer<Json>> {
    return this.get<Json>(`/api/audit/${path}`, because(reason));
  }

  async events(id: string, query = ""): Promise<Events> {
    return made(await this.looksAt<Events>(`conversations/${id}/events?limit=500${query}`));
  }

  async state(id: string, query = ""): Promise<State> {
    return made(await this.looksAt<State>(`conversations/${id}/state?limit=100${query}`));
  }

  async looks(query = ""): Promise<readonly Look[]> {
    return made(await this.get<{ looks: Look[] }>(`/api/audit/looks?limit=100${query}`)).looks;
  }
}
