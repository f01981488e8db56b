import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import type { People } from "../domain/user/people.ts";
import type { Auth } from "../auth/auth.ts";
import type { KnownSessions } from "../auth/known-sessions.ts";
import type { CommandContext } from "../commands/context.ts";
import type { Config } from "../config.ts";
import type { UserId } from "../domain/ids.ts";
import type { Keys } from "../event-store/codec/event-type.ts";
import type { Finding } from "../doctor/finding.ts";
import type { EventStore } from "../event-store/port.ts";
import type { Limits } from "../limits/open.ts";
import type { Metrics } from "../platform/metrics/metrics.ts";
import type { RecentDurations } from "../platform/metrics/recent-durations.ts";
import type { Ephemera } from "../presence/open.ts";
import type { Tracing } from "../platform/tracing/tracing.ts";
import type { PositionWatch } from "../projections/positions.ts";
import type { Reads } from "../projections/reads/reads.ts";
import type { Proofs } from "../proof/proofs.ts";
import type { PreviewImages } from "../workers/link-preview/images.ts";
import type { MailSigning } from "../workers/email/signing.ts";
import type { Places } from "./places.ts";
import type { Streams } from "./streams.ts";

/** What the API is put together from. */
export interface ServerParts {
  readonly logger: FastifyBaseLogger;
  readonly settings: ApiSettings;
  readonly store: EventStore;
  readonly auth: Auth;
  readonly sessions: Pick<KnownSessions, "authenticate" | "ended">;
  readonly commands: CommandContext;
  /** Names by the log, never behind it: for answers to commands. Whoever is unknown is missing. */
  readonly people: (ids: readonly UserId[]) => Promise<People>;
  readonly reads: Reads;
  readonly positions: Pick<PositionWatch, "positions" | "waitFor">;
  readonly streams: Streams;
  readonly limits: Limits;
  /** By which links in mails are known. */
  readonly mailSigning: MailSigning;
  readonly proofs: Proofs;
  /** For auditors, to whom sealed words are disclosed with what proves them. */
  readonly keys: Keys;
  readonly previewImages: Pick<PreviewImages, "of">;
  readonly metrics: Metrics;
  /** Null: nobody collects traces. */
  readonly tracing: Tracing | null;
  /** What this process stands on, looked at not long ago. */
  readonly examination: () => Promise<Examination>;
  readonly ephemera: Pick<Ephemera, "presence" | "typing" | "devices">;
}

export interface Examination {
  readonly at: Date;
  readonly findings: readonly Finding[];
}

export type ApiSettings = Pick<
  Config,
  | "publicUrl"
  | "metricsToken"
  | "dataDir"
  | "corsOrigins"
  | "trustedProxies"
  | "locale"
  | "timeZone"
  | "editWindows"
  | "reactions"
>;

/** What endpoints are given. */
export interface Api extends ServerParts {
  readonly places: Places;
  /** How long sending took in this process. */
  readonly sends: RecentDurations;
}

/** What endpoints are added to: its types come from the schemas of their routes. */
export type ApiServer = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;
