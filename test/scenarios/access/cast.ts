import { ApiClient, made, Person } from "../../support/api-client.ts";
import type { Standing, Visibility } from "./standings.ts";

/** Everybody whom the matrix asks for, and two more on whom they act. */
export interface Cast {
  readonly as: Readonly<Record<Standing, ApiClient>>;
  /** A member of every room, of the least role that writes. */
  readonly victim: Person;
  /** A member of none. */
  readonly newcomer: Person;
}

/** A room with somebody of each standing in it. */
export interface Stage {
  readonly id: string;
  /** Said by the member. */
  readonly message: string;
  readonly victim: string;
  readonly newcomer: string;
}

/** The first account of a deployment is its administrator's. */
export async function hireCast(url: string): Promise<Cast> {
  const administrator = await Person.register(url, "administrator");
  const named = ["stranger", "auditor", "operator", "blocked", "former", "banned", "viewer", "muted"] as const;
  const inside = ["member", "moderator", "admin", "owner"] as const;
  const people = new Map<Standing, Person>([["administrator", administrator]]);
  for (const name of [...named, ...inside]) people.set(name, await Person.register(url, name));
  const the = (standing: Standing): Person => {
    const found = people.get(standing);
    if (!found) throw new Error(`Nobody plays ${standing}.`);
    return found;
  };
  for (const role of ["auditor", "operator"] as const)
    made(await administrator.patch(`/api/admin/users/${the(role).id}`, { roles: [role] }));
  made(await the("owner").post(`/api/users/${the("blocked").id}/block`));
  const anonymous = new ApiClient(url);
  const [victim, newcomer] = [await Person.register(url, "victim"), await Person.register(url, "newcomer")];
  return {
    as: { ...(Object.fromEntries(people) as Record<Exclude<Standing, "anonymous">, Person>), anonymous },
    victim,
    newcomer,
  };
}

/** Each operation has its own, so that what one changes does not decide about the next. */
export async function setStage({ as, victim, newcomer }: Cast, visibility: Visibility): Promise<Stage> {
  const person = (standing: Standing): Person => {
    const { [standing]: found } = as;
    if (!(found instanceof Person)) throw new Error(`${standing} has no account.`);
    return found;
  };
  const owner = person("owner");
  const joining: Standing[] = ["admin", "moderator", "member", "viewer", "muted", "former", "banned"];
  const { id } = await owner.start({
    kind: "room",
    visibility,
    name: "Stage",
    incident: { status: "open", severity: "low", lots: [] },
    member_ids: [victim.id, ...joining.map((standing) => person(standing).id)],
  });
  const at = (standing: Standing): string => `/api/conversations/${id}/members/${person(standing).id}`;
  for (const role of ["admin", "moderator", "viewer"] as const) made(await owner.patch(at(role), { role }));
  made(await owner.patch(at("muted"), { muted_until: "2099-01-01T00:00:00.000Z" }));
  made(await owner.delete(at("former")));
  made(await owner.request("PUT", `/api/conversations/${id}/bans/${person("banned").id}`, { json: {} }));
  const { id: message, after } = await person("member").send(id, "Said by the member.");
  made(await owner.get(`/api/conversations/${id}/messages?min_position=${after}`));
  made(await owner.get(`/api/conversations/${id}?min_position=${after}`));
  return { id, message, victim: victim.id, newcomer: newcomer.id };
}
