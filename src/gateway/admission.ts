import type { Audiences } from "./audiences.ts";
import type { Person } from "./person.ts";
import type { Ring } from "./ring.ts";
import type { UserId } from "../domain/ids.ts";
import type { Together } from "../platform/together.ts";
import type { Memberships } from "../projections/timeline/v1/memberships.ts";

export interface AdmissionParts {
  readonly ring: Ring;
  readonly audiences: Audiences;
  /** By the timeline. */
  readonly memberships: Together<UserId, Memberships>;
  readonly signal: AbortSignal;
}

/**
 * Finds out what somebody is a member of, once for all of their streams: by the timeline at its checkpoint, and from
 * there on by the ring. @returns false while the timeline is further behind than the ring reaches. @throws an outage
 */
export async function isAdmitted(person: Person, parts: AdmissionParts): Promise<boolean> {
  if (person.stays) return true;
  person.loading ??= admit(person, parts).finally(() => (person.loading = null));
  return person.loading;
}

async function admit(
  person: Person,
  { ring, audiences, memberships: asked, signal }: AdmissionParts,
): Promise<boolean> {
  const memberships = await asked.answerTo(person.id);
  if (!memberships) return false;
  await ring.untilRead(memberships.position, signal);
  if (ring.floor > memberships.position || ring.position < memberships.position) return false;
  audiences.admit(person, memberships, ring);
  return person.stays !== null;
}
