import { z } from "zod";
import { mustAgree } from "../support/benchmark.ts";
import { VerbatimServer, type Member } from "../support/verbatim-server.ts";
import type { Contender } from "./plain-route.ts";

const members = 20;

/** The product with all its roles; each conversation is a group of three. */
export async function verbatim(url: string, conversations: number): Promise<Contender> {
  const server = await VerbatimServer.start(url);
  const people = await server.register(members);
  const person = (n: number): Member => people[n % members] as Member;
  const ids: string[] = [];
  for (let n = 0; n < conversations; n += 1)
    ids.push(await server.startGroup(person(n), [person(n + 1), person(n + 2)]));
  return {
    url: server.url,
    targets: targetsOf(ids, person),
    settle: () => settled(server, person(0)),
    async check(accepted) {
      const lasts = await Promise.all(ids.map((id, n) => lastSequence(server, { id, token: person(n).token })));
      mustAgree("The lines of all conversations", {
        counted: accepted,
        found: lasts.reduce((sum, last) => sum + last, 0),
      });
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

/** From one conversation to the next, and on by another member. */
function targetsOf(ids: readonly string[], person: (n: number) => Member): Contender["targets"] {
  return [0, 1, 2].flatMap((member) =>
    ids.map((id, n) => ({ path: `/api/conversations/${id}/messages`, token: person(n + member).token })),
  );
}

/** The read models are where the log is: seconds until the conversation list shows all that was accepted. */
async function settled(server: VerbatimServer, { token }: Member): Promise<number> {
  const started = performance.now();
  const { position } = await server.request(z.object({ position: z.string() }), {
    method: "GET",
    path: "/health/ready",
  });
  await server.request(z.unknown(), { method: "GET", path: `/api/conversations?min_position=${position}`, token });
  return (performance.now() - started) / 1_000;
}

async function lastSequence(server: VerbatimServer, { id, token }: { id: string; token: string }): Promise<number> {
  const answer = z.object({ last_sequence: z.int() });
  return (await server.request(answer, { method: "GET", path: `/api/conversations/${id}`, token })).last_sequence;
}
