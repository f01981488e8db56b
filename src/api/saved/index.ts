import type { Api, ApiServer } from "../parts.ts";
import { listSaved } from "./list.ts";
import { save, unsave } from "./save.ts";

export function addSaved(server: ApiServer, api: Api): void {
  listSaved(server, api);
  save(server, api);
  unsave(server, api);
}
