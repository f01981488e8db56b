// What anybody would write first: Fastify and pg, a row per message. Run as a process: its arguments are a database's
// URL and a port; it says "ready" when it answers.
import fastify from "fastify";
import pg from "pg";

const [url = "", port = "0"] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: url, max: 20 });
await pool.query(`
  create table if not exists messages (
    id bigint generated always as identity primary key,
    conversation_id text not null,
    sequence bigint,
    sender_id text not null,
    content text not null,
    client_message_id text,
    created_at timestamptz not null default now()
  );
  create table if not exists conversations (id text primary key, sequence bigint not null default 0);
`);

interface Message {
  readonly content: string;
  readonly client_message_id: string;
}

interface Route {
  readonly Params: { readonly id: string };
  readonly Body: Message;
}

const server = fastify();

server.post<Route>("/plain/:id/messages", async ({ params, body }, reply) => {
  const { rows } = await pool.query<{ id: string; created_at: Date }>({
    name: "insert",
    text: `insert into messages (conversation_id, sender_id, content, client_message_id) values ($1, 'somebody', $2, $3)
           returning id, created_at`,
    values: [params.id, body.content, body.client_message_id],
  });
  return reply.status(201).send({ ...body, ...rows[0], conversation_id: params.id });
});

server.post<Route>("/ordered/:id/messages", async ({ params, body }, reply) => {
  const { rows } = await pool.query<{ id: string; sequence: string; created_at: Date }>({
    name: "insert in order",
    text: `with next as (update conversations set sequence = sequence + 1 where id = $1 returning sequence)
           insert into messages (conversation_id, sequence, sender_id, content, client_message_id)
           select $1, sequence, 'somebody', $2, $3 from next
           returning id, sequence, created_at`,
    values: [params.id, body.content, body.client_message_id],
  });
  return reply.status(201).send({ ...body, ...rows[0], conversation_id: params.id });
});

server.get<{ Params: { readonly id: string } }>("/messages/:id", async ({ params }) => {
  const { rows } = await pool.query({
    name: "one by key",
    text: "select id, sender_id, content, created_at from messages where id = $1",
    values: [params.id],
  });
  return rows[0];
});

server.put<{ Params: { readonly id: string } }>("/conversations/:id", async ({ params }) => {
  await pool.query("insert into conversations (id) values ($1) on conflict do nothing", [params.id]);
  return {};
});

await server.listen({ host: "127.0.0.1", port: Number(port) });
process.stdout.write("ready\n");
