import type { Api, ApiServer } from "../parts.ts";
import { deleteMessage } from "./delete.ts";
import { editMessage } from "./edit.ts";
import { forward } from "./forward.ts";
import { getMessage } from "./get.ts";
import { listMentions } from "./mentions.ts";
import { getLinkPreviewImage } from "./link-preview-image.ts";
import { removeLinkPreview } from "./link-preview.ts";
import { listMessages } from "./list.ts";
import { addReactions } from "./reactions.ts";
import { listReaders } from "./readers.ts";
import { pin, unpin } from "./pin.ts";
import { send } from "./send.ts";
import { stream } from "./stream.ts";
import { sync } from "./sync.ts";
import { listVersions } from "./versions.ts";

export function addMessages(server: ApiServer, api: Api): void {
  listMessages(server, api);
  send(server, api);
  stream(server, api);
  getMessage(server, api);
  editMessage(server, api);
  deleteMessage(server, api);
  listVersions(server, api);
  listReaders(server, api);
  forward(server, api);
  addReactions(server, api);
  listMentions(server, api);
  pin(server, api);
  unpin(server, api);
  removeLinkPreview(server, api);
  getLinkPreviewImage(server, api);
  sync(server, api);
}
