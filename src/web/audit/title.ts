import type { AuditedConversation } from "../api/audit.ts";

/** What a conversation is called; one without a name by the first who were in it. */
export const titleOf = ({ name, people }: Pick<AuditedConversation, "name" | "people">): string =>
  name ?? namesIn(people);

export const namesIn = (people: AuditedConversation["people"]): string =>
  people.map(({ display_name }) => display_name).join(", ");
