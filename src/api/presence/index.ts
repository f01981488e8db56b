import type { Api, ApiServer } from "../parts.ts";
import { heartbeat } from "./heartbeat.ts";
import { listOnline } from "./online.ts";
import { showPresence } from "./presence.ts";
import { listTyping, type } from "./typing.ts";

export function addPresence(server: ApiServer, api: Api): void {
  heartbeat(server, api);
  showPresence(server, api);
  listOnline(server, api);
  type(server, api);
  listTyping(server, api);
}
