import type { Api, ApiServer } from "../parts.ts";
import { addMembers } from "./add-members.ts";
import { createConversation } from "./create.ts";
import { removeConversation } from "./delete.ts";
import { getConversation } from "./get.ts";
import { join } from "./join.ts";
import { leave } from "./leave.ts";
import { listMembers } from "./list-members.ts";
import { listConversations } from "./list.ts";
import { markDelivered, markRead } from "./markers.ts";
import { removeMember } from "./remove-member.ts";
import { rename } from "./rename.ts";

export function addConversations(server: ApiServer, api: Api): void {
  listConversations(server, api);
  createConversation(server, api);
  getConversation(server, api);
  rename(server, api);
  removeConversation(server, api);
  join(server, api);
  leave(server, api);
  listMembers(server, api);
  addMembers(server, api);
  removeMember(server, api);
  markRead(server, api);
  markDelivered(server, api);
}
