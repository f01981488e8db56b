import { announcements } from "./announcements/v1/projection.ts";
import { audit } from "./audit/v1/projection.ts";
import { conversations } from "./conversations/v1/projection.ts";
import { idempotency } from "./idempotency/v1/projection.ts";
import { lines } from "./lines/v1/projection.ts";
import { members } from "./members/v1/projection.ts";
import { ProjectionRegistry } from "./registry.ts";
import { scheduled } from "./scheduled/v1/projection.ts";
import { teams } from "./teams/v1/projection.ts";
import { search } from "./search/v1/projection.ts";
import { timeline } from "./timeline/v1/projection.ts";
import { users } from "./users/v1/projection.ts";

/** Every version of every read model. */
export const allProjections = new ProjectionRegistry([
  users,
  conversations,
  members,
  lines,
  timeline,
  idempotency,
  scheduled,
  teams,
  announcements,
  audit,
  search,
]);
