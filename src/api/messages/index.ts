import type { Api, ApiServer } from "../parts.ts";
import { getMessage } from "./get.ts";
import { listMessages } from "./list.ts";
import { send } from "./send.ts";
import { stream } from "./stream.ts";
import { sync } from "./sync.ts";

export function addMessages(server: ApiServer, api: Api): void {
  listMessages(server, api);
  send(server, api);
  stream(server, api);
  getMessage(server, api);
  sync(server, api);
}
