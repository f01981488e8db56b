import { userJson } from "../../wire/people.ts";
import type { Api, ApiServer } from "../parts.ts";
import { notFound } from "../problem.ts";
import { ofUser } from "../schemas/ids.ts";
import { user } from "../schemas/person.ts";

export function getUser(server: ApiServer, { reads }: Api): void {
  server.get(
    "/api/users/:id",
    {
      config: { access: "session", reads: ["users"] },
      schema: { summary: "A person", tags: ["users"], params: ofUser, response: { 200: user } },
    },
    async (request) => {
      const { id } = request.params;
      const people = await reads.people.named([id]);
      if (!people.has(id)) throw notFound();
      return userJson(people, id);
    },
  );
}
