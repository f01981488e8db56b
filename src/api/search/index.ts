import type { Api, ApiServer } from "../parts.ts";
import { searchAll } from "./search.ts";
import { searchConversation } from "./search-conversation.ts";

export function addSearch(server: ApiServer, api: Api): void {
  searchConversation(server, api);
  searchAll(server, api);
}
