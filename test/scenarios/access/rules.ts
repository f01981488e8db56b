import type { Stage } from "./cast.ts";
import {
  administrators,
  anyone,
  auditors,
  auditorsAndAdministrators,
  everybody,
  managers,
  membersOnly,
  moderators,
  nobodyHasIt,
  operators,
  owners,
  ownAsMember,
  readers,
  senders,
  sendersAndModerators,
  writers,
  writersSomeTime,
  type Rule,
} from "./standings.ts";

/** Who may use a route, and how it is asked so that nothing but that decides. */
export interface RouteRule {
  readonly who: Rule;
  readonly body?: (stage: Stage) => unknown;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** What stands in the address for a name that the stage does not have. */
  readonly ids?: Readonly<Record<string, string>>;
  /** It ends sessions, so whoever is logged in asks with an account that is used for nothing else. */
  readonly endsSession?: true;
}

const later = new Date(Date.now() + 30 * 24 * 3_600_000).toISOString();
const emoji = "👍";
const because = { "x-audit-reason": "Case" };
const message = { content: "hello" };

/** Every route of the API by method and path; one that is missing here fails the suite. */
export const rules: Readonly<Record<string, RouteRule>> = {
  "GET /api/config": { who: anyone },
  "POST /api/auth/register": { who: anyone, body: () => ({}) },
  "POST /api/auth/login": { who: anyone, body: () => ({}) },
  "POST /api/auth/logout": { who: everybody, endsSession: true },
  "POST /api/auth/password": { who: everybody, body: () => ({}) },
  "POST /api/auth/reset": { who: anyone, body: () => ({}) },
  "GET /api/auth/sessions": { who: everybody },
  "DELETE /api/auth/sessions": { who: everybody, endsSession: true },
  "DELETE /api/auth/sessions/{id}": { who: nobodyHasIt, ids: { id: "nowhere" } },

  "GET /api/users/me": { who: everybody },
  "PATCH /api/users/me": { who: everybody, body: () => ({ locale: "pl" }) },
  "POST /api/users/me/test-mail": { who: everybody },
  "GET /api/users": { who: everybody },
  "GET /api/users/{id}": { who: everybody, ids: { id: "victim" } },
  "POST /api/users/{id}/block": { who: everybody, ids: { id: "victim" } },
  "DELETE /api/users/{id}/block": { who: everybody, ids: { id: "victim" } },
  "GET /api/users/me/blocks": { who: everybody },
  "GET /api/users/presence": { who: everybody, query: "ids=nobody" },
  "POST /api/messages/heartbeat": { who: everybody },
  "GET /api/announcements": { who: everybody },
  "POST /api/announcements/{id}/dismiss": { who: nobodyHasIt, ids: { id: "nowhere" } },
  "GET /api/teams": { who: everybody },
  "POST /api/teams": { who: administrators, body: () => ({ name: `Team ${crypto.randomUUID()}`, user_ids: [] }) },
  "PATCH /api/teams/{id}": { who: administratorsElse404(), body: () => ({ name: "Team" }), ids: { id: "nowhere" } },
  "DELETE /api/teams/{id}": { who: administratorsElse404(), ids: { id: "nowhere" } },

  "GET /api/admin/users": { who: administrators },
  "POST /api/admin/users": { who: administrators, body: () => ({}) },
  "PATCH /api/admin/users/{id}": { who: administrators, body: () => ({ is_disabled: false }), ids: { id: "victim" } },
  "POST /api/admin/users/{id}/erase": {
    who: administratorsElse404(),
    body: () => ({ confirm: "nobody" }),
    ids: { id: "nowhere" },
  },
  "GET /api/admin/invites": { who: administrators },
  "POST /api/admin/invites": { who: administrators, body: () => ({}) },
  "DELETE /api/admin/invites/{id}": { who: administratorsElse404(), ids: { id: "nowhere" } },
  "POST /api/admin/announcements": { who: administrators, body: () => ({ text: "Tea is ready." }) },

  "GET /api/outbox": { who: administrators },
  "GET /api/outbox/{id}": { who: administratorsElse404(), ids: { id: "nowhere" } },
  "GET /api/mail/unsubscribe": { who: nothingForAnyone, query: "user=nobody&mac=none" },
  "POST /api/mail/unsubscribe": { who: nothingForAnyone, query: "user=nobody&mac=none" },
  "GET /api/audit/conversations": { who: auditors, headers: because },
  "GET /api/audit/conversations/{id}/events": { who: auditors, headers: because },
  "GET /api/audit/conversations/{id}/state": { who: auditors, headers: because },
  "GET /api/audit/export": { who: auditors, headers: because, query: "to=2020-01-01T00:00:00.000Z&format=csv" },
  "GET /api/audit/looks": { who: auditorsAndAdministrators },
  "GET /api/audit/holds": { who: auditorsAndAdministrators },
  "POST /api/audit/holds": { who: auditors, body: ({ victim }) => ({ user_id: victim, reason: "Case" }) },
  "DELETE /api/audit/holds/{id}": { who: elseNotFound(auditors), ids: { id: crypto.randomUUID() } },
  "GET /api/audit/checkpoint": { who: auditors, query: "now=true" },
  "GET /api/audit/proof": { who: auditors, query: "kind=consistency&from=0" },
  "GET /api/operations/connections": { who: operators },
  "GET /api/operations/examination": { who: operators },
  "GET /api/operations/jobs": { who: operators },
  "POST /api/operations/jobs": { who: operatorsElse404(), body: () => ({ id: "nowhere", action: "drop" }) },
  "GET /api/operations/sending": { who: operators },
  "GET /api/operations/projections": { who: operators },
  "POST /api/operations/projections/{name}/rebuild": { who: operatorsElse404(), ids: { name: "nowhere" } },
  "POST /api/operations/projections/{name}/pace": ofNoProjection({ is_hurried: true }),
  "POST /api/operations/projections/{name}/switch": ofNoProjection(),
  "POST /api/operations/projections/{name}/rollback": ofNoProjection(),
  "POST /api/operations/projections/{name}/retry": ofNoProjection(),
  "POST /api/operations/projections/{name}/skip": ofNoProjection({ position: "1", reason: "It is broken." }),
  "GET /api/operations/projections/{name}/diff": { who: operatorsElse404(), ids: { name: "nowhere" } },
  "DELETE /api/operations/projections/{name}/versions/{version}": {
    who: operatorsElse404(),
    ids: { name: "nowhere", version: "1.1" },
  },

  "GET /api/conversations": { who: everybody },
  "POST /api/conversations": { who: everybody, body: () => ({ member_ids: [], kind: "group", name: "Mine" }) },
  "GET /api/conversations/{id}": { who: readers },
  "PATCH /api/conversations/{id}": { who: managers, body: () => ({ name: "Stage" }) },
  "DELETE /api/conversations/{id}": { who: owners },
  "POST /api/conversations/{id}/join": { who: readers },
  "POST /api/conversations/{id}/leave": { who: readers },
  "GET /api/conversations/{id}/members": { who: readers },
  "POST /api/conversations/{id}/members": { who: managers, body: ({ newcomer }) => ({ user_ids: [newcomer] }) },
  "PATCH /api/conversations/{id}/members/{user_id}": { who: managers, body: () => ({ role: "viewer" }) },
  "DELETE /api/conversations/{id}/members/{user_id}": { who: managers },
  "GET /api/conversations/{id}/bans": { who: moderators },
  "PUT /api/conversations/{id}/bans/{user_id}": { who: moderators, body: () => ({}) },
  "DELETE /api/conversations/{id}/bans/{user_id}": { who: moderators },
  "GET /api/conversations/{id}/report": { who: readers },
  "PATCH /api/conversations/{id}/settings": { who: ownAsMember, body: () => ({ is_muted: true }) },
  "POST /api/conversations/{id}/read": { who: ownAsMember, body: () => ({ sequence: 1 }) },
  "POST /api/conversations/{id}/delivered": { who: ownAsMember, body: () => ({ sequence: 1 }) },
  "POST /api/conversations/{id}/unread": { who: ownAsMember, body: () => ({ sequence: 1 }) },
  "POST /api/conversations/{id}/typing": { who: writers, body: () => ({}) },
  "GET /api/conversations/{id}/online": { who: membersOnly },
  "GET /api/conversations/{id}/typing": { who: readers },
  "GET /api/conversations/{id}/pins": { who: readers },
  "GET /api/conversations/{id}/draft": { who: ownAsMember },
  "PUT /api/conversations/{id}/draft": { who: ownAsMember, body: () => message },
  "DELETE /api/conversations/{id}/draft": { who: ownAsMember },
  "GET /api/conversations/{id}/scheduled": { who: readers },
  "POST /api/conversations/{id}/scheduled": { who: writersSomeTime, body: () => ({ ...message, send_at: later }) },
  "GET /api/conversations/{id}/scheduled/{scheduled_id}": { who: nobodyHasIt },
  "PATCH /api/conversations/{id}/scheduled/{scheduled_id}": { who: nobodyHasIt, body: () => message },
  "DELETE /api/conversations/{id}/scheduled/{scheduled_id}": { who: nobodyHasIt },
  "GET /api/saved": { who: everybody },
  "PUT /api/saved/{message_id}": { who: readers },
  "DELETE /api/saved/{message_id}": { who: everybody },

  "GET /api/conversations/{id}/messages": { who: readers },
  "POST /api/conversations/{id}/messages": { who: writers, body: () => message },
  "GET /api/conversations/{id}/messages/search": { who: readers, query: "q=said" },
  "GET /api/search": { who: everybody, query: "q=said" },
  "GET /api/mentions": { who: everybody },
  "GET /api/messages/{id}": { who: readers },
  "PATCH /api/messages/{id}": { who: senders, body: () => message },
  "DELETE /api/messages/{id}": { who: sendersAndModerators },
  "GET /api/messages/{id}/history": { who: readers },
  "GET /api/messages/{id}/readers": { who: readers },
  "POST /api/messages/{id}/forward": { who: readers, body: ({ id }) => ({ conversation_ids: [id] }) },
  "POST /api/messages/{id}/reactions": { who: writers, body: () => ({ emoji }) },
  "DELETE /api/messages/{id}/reactions": { who: membersOnly },
  "DELETE /api/messages/{id}/reactions/{emoji}": { who: membersOnly, ids: { emoji: encodeURIComponent(emoji) } },
  "POST /api/messages/{id}/pin": { who: writers },
  "DELETE /api/messages/{id}/pin": { who: writers },
  "DELETE /api/messages/{id}/link-preview": { who: senders },
  "GET /api/messages/{id}/link-preview/image": { who: nobodyHasIt },
  "GET /api/messages/stream": { who: everybody },
  "GET /api/sync": { who: everybody, query: "after=2099-01-01T00:00:00.000Z" },
};

/** Others are told that they may not before it shows whether it is there. */
function administratorsElse404(): Rule {
  return elseNotFound(administrators);
}

function operatorsElse404(): Rule {
  return elseNotFound(operators);
}

function ofNoProjection(body: Readonly<Record<string, string | boolean>> = {}): RouteRule {
  return { who: operatorsElse404(), body: () => body, ids: { name: "nowhere" } };
}

function elseNotFound(rule: Rule): Rule {
  return (standing, visibility) => {
    const verdict = rule(standing, visibility);
    return verdict === "let in" ? 404 : verdict;
  };
}

/** A link that was made by nobody. */
function nothingForAnyone(): 404 {
  return 404;
}
