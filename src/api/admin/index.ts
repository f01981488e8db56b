import type { Api, ApiServer } from "../parts.ts";
import { announce } from "./announce.ts";
import { changeUser } from "./change-user.ts";
import { createUser } from "./create-user.ts";
import { eraseUser } from "./erase-user.ts";
import { invites } from "./invites.ts";
import { listUsers } from "./list-users.ts";

export function addAdministration(server: ApiServer, api: Api): void {
  listUsers(server, api);
  createUser(server, api);
  changeUser(server, api);
  eraseUser(server, api);
  invites(server, api);
  announce(server, api);
}
