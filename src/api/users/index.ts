import type { Api, ApiServer } from "../parts.ts";
import { block, unblock } from "./block.ts";
import { listBlocks } from "./blocks.ts";
import { getUser } from "./get.ts";
import { changeMe, showMe } from "./me.ts";
import { searchUsers } from "./search.ts";
import { testMail } from "./test-mail.ts";

export function addUsers(server: ApiServer, api: Api): void {
  showMe(server, api);
  changeMe(server, api);
  testMail(server, api);
  searchUsers(server, api);
  getUser(server, api);
  block(server, api);
  unblock(server, api);
  listBlocks(server, api);
}
