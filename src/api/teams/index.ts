import type { Api, ApiServer } from "../parts.ts";
import { changeTeam } from "./change.ts";
import { listTeams } from "./list.ts";
import { makeTeam } from "./make.ts";
import { removeTeam } from "./remove.ts";

export function addTeams(server: ApiServer, api: Api): void {
  listTeams(server, api);
  makeTeam(server, api);
  changeTeam(server, api);
  removeTeam(server, api);
}
