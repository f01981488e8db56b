import type { Api, ApiServer } from "../parts.ts";
import { getUser } from "./get.ts";
import { changeMe, showMe } from "./me.ts";
import { searchUsers } from "./search.ts";

export function addUsers(server: ApiServer, api: Api): void {
  showMe(server, api);
  changeMe(server, api);
  searchUsers(server, api);
  getUser(server, api);
}
