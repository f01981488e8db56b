import type { Api, ApiServer } from "../parts.ts";
import { listConnections } from "./connections.ts";
import { showConfig } from "./config.ts";
import { showExamination } from "./examination.ts";
import { health } from "./health.ts";
import { jobs } from "./jobs.ts";
import { addProjections } from "./projections/index.ts";
import { showSending } from "./sending.ts";

export function addOperations(server: ApiServer, api: Api): void {
  health(server, api);
  showConfig(server, api);
  jobs(server, api);
  listConnections(server, api);
  showSending(server, api);
  showExamination(server, api);
  addProjections(server, api);
}
