import { z } from "zod";
import { accountOf } from "../../auth/accounts.ts";
import { beginErasure } from "../../erasure/begin.ts";
import { erasureOf, type Erasure } from "../../erasure/people.ts";
import { refusal, tellPlace } from "../outcome.ts";
import type { Api, ApiServer } from "../parts.ts";
import { viewerOf } from "../plugins/session.ts";
import { invalidField, notFound } from "../problem.ts";
import { list, named } from "../schemas/described.ts";
import { ofUser } from "../schemas/ids.ts";

const confirmation = z.strictObject({
  confirm: z.string().max(100).describe("Their username, so that nobody is erased by mistake."),
});

const erasure = named(
  z.object({
    number: z.int().describe("They are called “Erased person” and this number."),
    state: z
      .enum(["begun", "erased", "done"])
      .describe("Erased: nobody reads their words any more. Done: no table and no file holds them either."),
    remains: list(z.string()).describe("What the server could not do, for the operator."),
  }),
  "Erasure",
);

/** It is begun here and goes on by itself; asking again says how far it has come. */
export function eraseUser(server: ApiServer, { auth, commands, places }: Api): void {
  server.post(
    "/api/admin/users/:id/erase",
    {
      config: { access: "administrator", problems: ["conflict"] },
      schema: {
        summary: "Erase a person for ever: their words, their names, their account; not while a legal hold stands",
        tags: ["administration"],
        params: ofUser,
        body: confirmation,
        response: { 202: erasure },
      },
    },
    async (request, reply) => {
      const { id: userId } = request.params;
      await tellPlace(reply, places);
      const begun = await erasureOf(auth.pool, userId);
      if (begun) return reply.code(202).send(erasureJson(begun));
      const account = await accountOf(auth, userId);
      if (!account) throw notFound();
      if (request.body.confirm !== account.username) throw invalidField("confirm", "This is not their username.");
      const closed = await beginErasure({ auth, commands }, { userId, by: viewerOf(request).userId });
      if (closed.kind === "refused") throw refusal(closed);
      return reply.code(202).send({ number: closed.number, state: "begun", remains: [] });
    },
  );
}

function erasureJson({ number, position, isDone, remains }: Erasure): z.output<typeof erasure> {
  const erased = position === null ? "begun" : "erased";
  return { number, state: isDone ? "done" : erased, remains: [...remains] };
}
