import cookie from "@fastify/cookie";
import fastify, { LogController } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { addAdministration } from "./admin/index.ts";
import { addAnnouncements } from "./announcements/index.ts";
import { addAudit } from "./audit/index.ts";
import { addAuth } from "./auth/index.ts";
import { addConversations } from "./conversations/index.ts";
import { addMessages } from "./messages/index.ts";
import { observeRequests, requestBuckets } from "./metrics/observe-requests.ts";
import { showMetrics } from "./metrics/show.ts";
import { addOperations } from "./operations/index.ts";
import type { Api, ApiServer, ServerParts } from "./parts.ts";
import { Places } from "./places.ts";
import { refuseBrokenConnections } from "./plugins/broken-connections.ts";
import { maxBodyBytes, takeJson } from "./plugins/json-body.ts";
import { boundByKnownReaders } from "./plugins/known-readers.ts";
import { limitRates } from "./plugins/limits.ts";
import { describeApi } from "./plugins/openapi.ts";
import { tellPositions } from "./plugins/positions.ts";
import { answerWithProblem, answerWithProblems } from "./plugins/problems.ts";
import { logRequests, requestId } from "./plugins/request-log.ts";
import { completeRoutes } from "./plugins/routes.ts";
import { setSecurityHeaders } from "./plugins/security-headers.ts";
import { checkSessions } from "./plugins/session.ts";
import { closeUnusedConnections, refuseWhenClosing } from "./plugins/shutdown.ts";
import { traceRequests } from "./plugins/tracing.ts";
import { validateBySchema, withoutCompilers } from "./plugins/validation.ts";
import { addMail } from "./outbox/index.ts";
import { addPresence } from "./presence/index.ts";
import { addTeams } from "./teams/index.ts";
import { addSearch } from "./search/index.ts";
import { addSaved } from "./saved/index.ts";
import { addUsers } from "./users/index.ts";
import { RecentDurations } from "../platform/metrics/recent-durations.ts";
import { builtWeb, serveWeb } from "./web/index.ts";

/** Milliseconds in which a request has to arrive; how long it is answered, as a stream is, does not count. */
const requestTimeout = 30_000;

/** The HTTP server, not listening yet. */
export async function createServer(parts: ServerParts): Promise<ApiServer> {
  const { trustedProxies } = parts.settings;
  const server = fastify({
    loggerInstance: parts.logger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: trustedProxies.length > 0 && [...trustedProxies],
    bodyLimit: maxBodyBytes,
    requestTimeout,
    schemaController: withoutCompilers,
    return503OnClosing: false,
    genReqId: requestId,
    frameworkErrors: (error, request, reply) => void answerWithProblem(error, request, reply),
    clientErrorHandler: refuseBrokenConnections,
  }).withTypeProvider<ZodTypeProvider>();
  const api: Api = { ...parts, places: new Places(parts), sends: new RecentDurations(requestBuckets) };
  await addPlugins(server, api);
  addOperations(server, api);
  showMetrics(server, api);
  addAuth(server, api);
  addUsers(server, api);
  addTeams(server, api);
  addAnnouncements(server, api);
  addAdministration(server, api);
  addConversations(server, api);
  addMessages(server, api);
  addSaved(server, api);
  addSearch(server, api);
  addPresence(server, api);
  addAudit(server, api);
  await addMail(server, api);
  await serveWeb(server, builtWeb);
  await server.ready();
  return server;
}

/** In the order in which a request meets them. */
async function addPlugins(server: ApiServer, api: Api): Promise<void> {
  answerWithProblems(server);
  logRequests(server);
  observeRequests(server, api);
  traceRequests(server, api.tracing);
  closeUnusedConnections(server);
  refuseWhenClosing(server);
  await setSecurityHeaders(server, api.settings);
  await server.register(cookie);
  checkSessions(server, api);
  limitRates(server, api);
  takeJson(server);
  validateBySchema(server);
  boundByKnownReaders(server, api.places);
  tellPositions(server, api.places);
  await describeApi(server, api.settings);
  completeRoutes(server);
}
