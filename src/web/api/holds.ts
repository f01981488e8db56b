import type { Person } from "../wire/shapes.ts";
import { because, type AuditedConversation } from "./audit.ts";
import { ask, part } from "./request.ts";

/** Nothing of the conversation, or of the person, is erased while it stands. */
export interface Hold {
  readonly id: string;
  readonly conversation_id: string | null;
  /** Told to auditors who say why. */
  readonly conversation: AuditedConversation | null;
  readonly user: Person | null;
  readonly reason: string | null;
  readonly placed_by: Person;
  readonly placed_at: string;
  readonly lifted_by: Person | null;
  /** Null while it stands. */
  readonly lifted_at: string | null;
  readonly lifted_reason: string | null;
}

interface HoldPage {
  readonly holds: readonly Hold[];
  readonly next_cursor: string | null;
}

interface HoldsAsked {
  /** Null of whoever is no auditor. */
  readonly why: string | null;
  readonly cursor: string | undefined;
  /** The answer has got there. */
  readonly since: string | null;
}

export async function getHolds({ why, cursor, since }: HoldsAsked): Promise<HoldPage> {
  const query = { limit: 50, cursor, min_position: since };
  const headers = why === null ? {} : because(why);
  return (await ask<HoldPage>("/api/audit/holds", { query, headers })).body;
}

export type HoldSubject = { readonly conversation_id: string } | { readonly user_id: string };

/** @returns where the log has it */
export async function placeHold(subject: HoldSubject, reason: string): Promise<string | null> {
  return (await ask("/api/audit/holds", { method: "POST", body: { ...subject, reason }, key: crypto.randomUUID() }))
    .position;
}

/** @returns where the log has it */
export async function liftHold(id: string, reason: string): Promise<string | null> {
  return (await ask(`/api/audit/holds/${part(id)}`, { method: "DELETE", body: { reason } })).position;
}
