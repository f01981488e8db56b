import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import pg from "pg";
import { keepWords, knownWords, sweepPages } from "../../../src/workers/link-preview/cache.ts";
import { linkPreviews, Unreachable, type LinkPreviews } from "../../../src/workers/link-preview/preview-of.ts";
import { migratedDatabase } from "../../support/database.ts";
import { hostileServer, reachTo, type HostileServer } from "./hostile-server.ts";

let pool: pg.Pool;

beforeAll(async () => {
  pool = new pg.Pool({ connectionString: await migratedDatabase() });
});

afterAll(() => pool.end());

beforeEach(() => pool.query("truncate link_previews.pages"));

const previewsBy = (server: HostileServer): LinkPreviews => linkPreviews({ pool, reach: reachTo(server) });

const words = { title: "Lunch", description: "At noon.", image: "https://img.acme.com/x.png" };
const page = `<title>Lunch</title><meta name=description content="At noon."><meta property=og:image content="${words.image}">`;

describe("a link's preview", () => {
  it("is what its page says, asked once a day", async () => {
    const server = await hostileServer((_, response) =>
      response.writeHead(200, { "content-type": "text/html" }).end(page),
    );
    const { previewOf } = previewsBy(server);
    const url = server.url("/").href;
    expect(await previewOf(url)).toEqual({ url, ...words });
    expect(await previewOf(`${url}#there`)).toEqual({ url: `${url}#there`, ...words });
    expect(server.asked).toHaveLength(1);
    await pool.query("update link_previews.pages set expires_at = expires_at - interval '1 day'");
    expect(await previewOf(url)).toEqual({ url, ...words });
    expect(server.asked).toHaveLength(2);
  });

  it("is none where there is no page, and that is known for an hour", async () => {
    const server = await hostileServer((_, response) => response.writeHead(404).end());
    const { previewOf } = previewsBy(server);
    expect(await previewOf(server.url("/").href)).toBeNull();
    expect(await previewOf(server.url("/").href)).toBeNull();
    expect(server.asked).toHaveLength(1);
    await pool.query("update link_previews.pages set expires_at = expires_at - interval '1 hour'");
    await previewOf(server.url("/").href);
    expect(server.asked).toHaveLength(2);
  });

  it("may be had later where the network fails", async () => {
    let isBroken = true;
    const server = await hostileServer((request, response) => {
      if (isBroken) request.socket.destroy();
      else response.writeHead(200, { "content-type": "text/html" }).end(page);
    });
    const { previewOf } = previewsBy(server);
    await expect(previewOf(server.url("/").href)).rejects.toThrow(Unreachable);
    isBroken = false;
    expect(await previewOf(server.url("/").href)).toMatchObject(words);
  });

  it("is none of what is not asked", async () => {
    const server = await hostileServer((_, response) => response.end());
    const { previewOf } = previewsBy(server);
    const { port } = server;
    for (const url of [
      "",
      "acme.com",
      "http://127.0.0.1/",
      `http://127.0.0.1:${port}/`,
      `http://internal.acme.com:${port}/`,
    ])
      expect(await previewOf(url)).toBeNull();
    expect(server.asked).toHaveLength(0);
  });
});

describe("what is known of pages", () => {
  const url = (n: number): URL => new URL(`https://acme.com/${n}`);

  it("is swept when it is old, and when it is too much", async () => {
    for (let n = 0; n < 4; n += 1) {
      await keepWords(pool, url(n), words);
      await pool.query("update link_previews.pages set expires_at = expires_at - interval '6 hours'");
    }
    await sweepPages(pool, 2);
    expect(await Promise.all([0, 1, 2, 3].map((n) => knownWords(pool, url(n))))).toEqual([
      undefined,
      undefined,
      words,
      words,
    ]);
  });

  it("holds no URLs", async () => {
    await keepWords(pool, url(1), null);
    const { rows } = await pool.query("select * from link_previews.pages");
    expect(JSON.stringify(rows)).not.toContain("acme.com");
    expect(await knownWords(pool, url(1))).toBeNull();
  });
});
