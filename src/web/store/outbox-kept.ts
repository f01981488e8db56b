import type { Outgoing } from "./outgoing.ts";

const name = "verbatim-outbox";

/** What waits to be sent outlives a reload of its tab; another person on the same browser does not get it. */
export function keepOutgoing(userId: string, outgoing: readonly Outgoing[]): void {
  if (outgoing.length === 0) sessionStorage.removeItem(name);
  else sessionStorage.setItem(name, JSON.stringify({ userId, outgoing }));
}

export function keptOutgoing(userId: string): readonly Outgoing[] {
  const text = sessionStorage.getItem(name);
  if (text === null) return [];
  const kept = JSON.parse(text) as { readonly userId: string; readonly outgoing: readonly Outgoing[] };
  if (kept.userId !== userId) return [];
  return kept.outgoing.map((each) => (each.status === "sending" ? { ...each, status: "waiting" } : each));
}
