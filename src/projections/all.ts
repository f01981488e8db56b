import { conversations } from "./conversations/v1/projection.ts";
import { idempotency } from "./idempotency/v1/projection.ts";
import { lines } from "./lines/v1/projection.ts";
import { members } from "./members/v1/projection.ts";
import { ProjectionRegistry } from "./registry.ts";
import { timeline } from "./timeline/v1/projection.ts";
import { users } from "./users/v1/projection.ts";

/** Every version of every read model. */
export const allProjections = new ProjectionRegistry([users, conversations, members, lines, timeline, idempotency]);
