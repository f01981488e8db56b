import type { UserId } from "../../domain/ids.ts";
import type { FoundMessages, MessageSearch } from "../search/message-search.ts";

/** Asks `search`, `lines`, `members`, `conversations` and `users`. */
export interface SearchReads {
  /** Of what this person may read. */
  messages(viewer: UserId, search: MessageSearch): Promise<FoundMessages>;
}
