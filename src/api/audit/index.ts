import type { Api, ApiServer } from "../parts.ts";
import { showCheckpoint } from "./checkpoint.ts";
import { listConversations } from "./conversations.ts";
import { listEvents } from "./events.ts";
import { exportEvents } from "./export.ts";
import { holds } from "./holds.ts";
import { listLooks } from "./looks.ts";
import { showProof } from "./proof.ts";
import { showState } from "./state.ts";

export function addAudit(server: ApiServer, api: Api): void {
  listConversations(server, api);
  listEvents(server, api);
  showState(server, api);
  exportEvents(server, api);
  listLooks(server, api);
  holds(server, api);
  showCheckpoint(server, api);
  showProof(server, api);
}
