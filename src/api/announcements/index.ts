import type { Api, ApiServer } from "../parts.ts";
import { dismiss } from "./dismiss.ts";
import { listAnnouncements } from "./list.ts";

export function addAnnouncements(server: ApiServer, api: Api): void {
  listAnnouncements(server, api);
  dismiss(server, api);
}
