import type { Api, ApiServer } from "../parts.ts";
import { outbox } from "./outbox.ts";
import { outboxForPeople } from "./page.ts";
import { unsubscribe } from "./unsubscribe.ts";

/** What there is to say to mails: ending them, and reading those that nobody was sent. */
export async function addMail(server: ApiServer, api: Api): Promise<void> {
  outbox(server, api);
  outboxForPeople(server, api);
  await unsubscribe(server, api);
}
