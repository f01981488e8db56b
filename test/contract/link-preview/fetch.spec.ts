import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { brotliCompressSync, createGzip, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { fetchImage, maxImageBytes } from "../../../src/workers/link-preview/fetch-image.ts";
import { fetchPage, maxPageBytes } from "../../../src/workers/link-preview/fetch.ts";
import { NotAsked } from "../../../src/workers/link-preview/not-asked.ts";
import { hostileServer, reachTo } from "./hostile-server.ts";

const page = "<title>Łódź</title>";
const html = { "content-type": "text/html; charset=utf-8" };

function pageAs(response: ServerResponse, body: Buffer | string = page, headers: object = {}): void {
  response.writeHead(200, { ...html, ...headers }).end(body);
}

function redirectTo(response: ServerResponse, location: string, status = 302): void {
  response.writeHead(status, { location }).end();
}

/** As much as is taken, for as long as it is. */
function pour(response: ServerResponse, chunk: Buffer): void {
  const endless = Readable.from(chunks(chunk));
  response.on("close", () => endless.destroy());
  endless.pipe(response);
}

function* chunks(chunk: Buffer): Generator<Buffer> {
  for (;;) yield chunk;
}

describe("a page", () => {
  it("is asked for by name and own agent, with no cookies and no referrer", async () => {
    const server = await hostileServer((_, response) => pageAs(response, page, { "set-cookie": "a=b" }));
    const reach = reachTo(server);
    const found = await fetchPage(server.url("/a?b=c#d"), { reach });
    expect(found.bytes.toString()).toBe(page);
    const [request] = server.asked;
    expect(request?.url).toBe("/a?b=c");
    expect(request?.headers).toMatchObject({ host: `page.acme.com:${server.port}`, accept: "text/html" });
    expect(request?.headers["user-agent"]).toMatch(/^VerbatimBot\//);
    expect(Object.keys(request?.headers ?? {}).toSorted()).toEqual([
      "accept",
      "accept-encoding",
      "connection",
      "host",
      "user-agent",
    ]);
    await server.left();
  });

  it.each([
    ["gzip", gzipSync(page)],
    ["x-gzip", gzipSync(page)],
    ["br", brotliCompressSync(page)],
    ["deflate", deflateSync(page)],
    ["deflate", deflateRawSync(page)],
    ["identity", Buffer.from(page)],
  ])("is read where it comes as %s", async (encoding, body) => {
    const server = await hostileServer((_, response) => pageAs(response, body, { "content-encoding": encoding }));
    const found = await fetchPage(server.url("/"), { reach: reachTo(server) });
    expect(found.bytes.toString()).toBe(page);
  });

  it("is read as far as it goes where its compression ends too early", async () => {
    const whole = gzipSync(Buffer.from(page.repeat(500)), { level: 0 });
    const cut = whole.subarray(0, whole.length - 20);
    const server = await hostileServer((_, response) => pageAs(response, cut, { "content-encoding": "gzip" }));
    const found = await fetchPage(server.url("/"), { reach: reachTo(server) });
    expect(found.bytes.toString()).toContain(page);
  });

  it.each([
    ["gzip", Buffer.from("no gzip")],
    ["gzip", gzipSync(page).fill(0, 22)],
    ["br", Buffer.from(page)],
    ["deflate", Buffer.alloc(1_000, 0xff)],
    ["zstd", Buffer.from(page)],
    ["gzip, gzip", gzipSync(gzipSync(page))],
    ["rot13", Buffer.from(page)],
  ])("is none where it can't be decompressed: %s", async (encoding, body) => {
    const server = await hostileServer((_, response) => pageAs(response, body, { "content-encoding": encoding }));
    await expect(fetchPage(server.url("/"), { reach: reachTo(server) })).rejects.toThrow(NotAsked);
  });

  it.each(["image/png", "application/json", "text/plain", "application/xhtml+xml", "text/htmlx", "image/svg+xml", ""])(
    "is none of the type %j",
    async (type) => {
      const server = await hostileServer((_, response) => pageAs(response, page, { "content-type": type }));
      await expect(fetchPage(server.url("/"), { reach: reachTo(server) })).rejects.toThrow(NotAsked);
      await server.left();
    },
  );

  it.each([204, 206, 304, 400, 401, 403, 404, 410])("is none with the status %i", async (status) => {
    const server = await hostileServer((_, response) => response.writeHead(status, html).end());
    await expect(fetchPage(server.url("/"), { reach: reachTo(server) })).rejects.toThrow(NotAsked);
  });

  it.each([429, 500, 503])("may be one later where the status is %i", async (status) => {
    const server = await hostileServer((_, response) => response.writeHead(status, html).end());
    const fetched = fetchPage(server.url("/"), { reach: reachTo(server) });
    await expect(fetched).rejects.toMatchObject({ name: "Error", message: `It answers ${status}.` });
  });

  it("is read no further than 100 KB, though it never ends", async () => {
    const server = await hostileServer((_, response) => {
      response.writeHead(200, html);
      pour(response, Buffer.alloc(10_000, "x"));
    });
    const found = await fetchPage(server.url("/"), { reach: reachTo(server) });
    expect(found.bytes.length).toBe(maxPageBytes);
    await server.left();
  });

  it("is read no further than 100 KB of what comes out of a bomb", async () => {
    const server = await hostileServer((_, response) => {
      response.writeHead(200, { ...html, "content-encoding": "gzip" });
      const gzip = createGzip({ level: 9 });
      gzip.pipe(response);
      const zeros = Buffer.alloc(1_000_000);
      const more = (): void => {
        while (!response.destroyed) if (!gzip.write(zeros)) return void gzip.once("drain", more);
      };
      more();
    });
    const before = process.memoryUsage().arrayBuffers;
    const found = await fetchPage(server.url("/"), { reach: reachTo(server) });
    expect(found.bytes.length).toBe(maxPageBytes);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50_000_000);
    await server.left();
  });

  it("has three seconds in all: dripping, silent, behind slow redirects or a name that is never found", async () => {
    const server = await hostileServer((request, response) => {
      if (request.url === "/slow") setTimeout(() => redirectTo(response, "/silent"), 1_500);
      if (request.url === "/squeezed") {
        response.writeHead(200, { ...html, "content-encoding": "gzip" });
        response.write(gzipSync(page).subarray(0, 10));
      }
      if (request.url !== "/drip") return;
      response.writeHead(200, html);
      const drip = setInterval(() => response.write("x"), 100);
      response.on("close", () => clearInterval(drip));
    });
    const reach = reachTo(server);
    const nameless = { ...reach, resolve: () => new Promise<never>(() => undefined) };
    const fetched = [
      ...["/drip", "/silent", "/slow", "/squeezed"].map((path) => fetchPage(server.url(path), { reach })),
      fetchPage(server.url("/nameless"), { reach: nameless }),
    ];
    for (const each of await Promise.allSettled(fetched))
      expect(each).toMatchObject({ status: "rejected", reason: { name: "TimeoutError" } });
    expect(server.asked.map(({ url }) => url ?? "").toSorted((a, b) => a.localeCompare(b))).toEqual([
      "/drip",
      "/silent",
      "/silent",
      "/slow",
      "/squeezed",
    ]);
    await server.left();
  });

  it("is given up when whoever wants it does", async () => {
    const leaving = new AbortController();
    const server = await hostileServer(() => leaving.abort(new Error("Leaving.")));
    const fetched = fetchPage(server.url("/"), { reach: reachTo(server), signal: leaving.signal });
    await expect(fetched).rejects.toThrow("Leaving.");
    await server.left();
  });

  it("is none where the headers never end", async () => {
    const server = await hostileServer((_, response) => {
      for (let n = 0; n < 1_000; n += 1) response.setHeader(`x-${n}`, "y".repeat(100));
      pageAs(response);
    });
    await expect(fetchPage(server.url("/"), { reach: reachTo(server) })).rejects.toThrow("Headers Overflow");
  });
});

describe("a redirect", () => {
  it.each([301, 302, 303, 307, 308])("of %i is followed", async (status) => {
    const server = await hostileServer((request, response) =>
      request.url === "/there/b"
        ? pageAs(response)
        : redirectTo(response, request.url === "/a" ? "/there/" : "b", status),
    );
    const found = await fetchPage(server.url("/a"), { reach: reachTo(server) });
    expect(found.url.pathname).toBe("/there/b");
  });

  it("is followed three times, and no fourth time", async () => {
    const server = await hostileServer((request, response) => {
      const left = Number(request.url?.slice(1));
      if (left === 0) pageAs(response);
      else redirectTo(response, `/${left - 1}`);
    });
    const reach = reachTo(server);
    await expect(fetchPage(server.url("/3"), { reach })).resolves.toBeDefined();
    await expect(fetchPage(server.url("/4"), { reach })).rejects.toThrow("too often");
  });

  it("has no body that is read, though it never ends", async () => {
    const server = await hostileServer((request, response) => {
      if (request.url === "/there") return pageAs(response);
      response.writeHead(302, { location: "/there" });
      pour(response, Buffer.alloc(65_536));
    });
    await expect(fetchPage(server.url("/"), { reach: reachTo(server) })).resolves.toBeDefined();
    await server.left();
  });

  it("in a circle ends", async () => {
    const server = await hostileServer((request, response) => redirectTo(response, request.url ?? "/"));
    await expect(fetchPage(server.url("/"), { reach: reachTo(server) })).rejects.toThrow("too often");
    expect(server.asked).toHaveLength(4);
  });

  it.each([
    "http://127.0.0.1/",
    "http://127.0.0.1:PORT/",
    "http://127.1:PORT/",
    "http://2130706433:PORT/",
    "http://[::1]:PORT/",
    "http://[::ffff:127.0.0.1]:PORT/",
    "http://localhost:PORT/",
    "http://10.0.0.1:PORT/",
    "http://192.168.0.1:PORT/",
    "http://172.16.0.1:PORT/",
    "http://100.64.0.1:PORT/",
    "http://169.254.169.254:PORT/latest/meta-data/",
    "http://metadata.google.internal:PORT/",
    "http://[fd00:ec2::254]:PORT/",
    "http://[64:ff9b::7f00:1]:PORT/",
    "http://[2002:7f00:1::]:PORT/",
    "http://224.0.0.1:PORT/",
    "http://0.0.0.0:PORT/",
    "http://wiki.internal.acme.com:PORT/",
    "http://redis:PORT/",
    "http://page.acme.com:22/",
    "http://ada:secret@page.acme.com:PORT/",
    "http://closed.acme.com:PORT/",
    "http://mixed.acme.com:PORT/",
    "http://nowhere.acme.com:PORT/",
    "file:///etc/passwd",
    "ftp://page.acme.com/",
    "javascript:alert(1)",
    "http://[",
  ])("to %s is not followed", async (target) => {
    const server = await hostileServer((request, response) =>
      request.url === "/" ? redirectTo(response, target.replace("PORT", String(server.port))) : pageAs(response),
    );
    const reach = reachTo(server, {
      "page.acme.com": [["127.0.0.1"]],
      "wiki.internal.acme.com": [["127.0.0.1"]],
      redis: [["127.0.0.1"]],
      localhost: [["127.0.0.1"]],
      "closed.acme.com": [["10.0.0.1"]],
      "mixed.acme.com": [["127.0.0.1", "10.0.0.1"]],
      "metadata.google.internal": [["127.0.0.1"]],
    });
    await expect(fetchPage(server.url("/"), { reach })).rejects.toThrow(NotAsked);
    expect(server.asked).toHaveLength(1);
  });
});

describe("a name", () => {
  it("is looked up once for each hop, and connected to where it was checked", async () => {
    // No name server but the test's own knows it: a look-up of Node's own would find nothing.
    const server = await hostileServer((_, response) => pageAs(response));
    const reach = reachTo(server, { "page.acme.com": [["127.0.0.1"], ["10.0.0.1"]] });
    await fetchPage(server.url("/"), { reach });
    expect(reach.lookedUp).toEqual(["page.acme.com"]);
  });

  it("that has another address at the next hop is checked again", async () => {
    const server = await hostileServer((_, response) => redirectTo(response, "/again"));
    const inside = await hostileServer((_, response) => pageAs(response), { address: "127.0.0.2", port: server.port });
    const reach = reachTo(server, { "page.acme.com": [["127.0.0.1"], ["127.0.0.2"]] });
    await expect(fetchPage(server.url("/"), { reach })).rejects.toThrow("127.0.0.2");
    expect([server.asked.length, inside.asked.length]).toEqual([1, 0]);
  });

  it.each([[["10.0.0.1", "127.0.0.1"]], [["127.0.0.1", "::1"]], [["127.0.0.1", "nonsense"]], [[]]])(
    "with the addresses %j is not asked: each of them counts",
    async (addresses) => {
      const server = await hostileServer((_, response) => pageAs(response));
      const reach = reachTo(server, { "page.acme.com": [addresses] });
      await expect(fetchPage(server.url("/"), { reach })).rejects.toThrow(NotAsked);
      expect(server.asked).toHaveLength(0);
    },
  );
});

describe("an image", () => {
  const png = Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), Buffer.alloc(100)]);
  const webp = Buffer.from("RIFF\0\0\0\0WEBPVP8 ", "latin1");

  it.each([
    ["image/png", png],
    ["image/jpeg", Buffer.from("\xff\xd8\xff\xe0", "latin1")],
    ["image/gif", Buffer.from("GIF89a")],
    ["image/webp", webp],
  ])("is %s by its content, whatever the server says", async (type, body) => {
    const server = await hostileServer((_, response) => pageAs(response, body, { "content-type": "text/html" }));
    const image = await fetchImage(server.url("/"), { reach: reachTo(server) });
    expect(image.type).toBe(type);
    expect(image.bytes.equals(body)).toBe(true);
  });

  it.each([
    "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "<?xml version='1.0'?><svg/>",
    "<html>",
    "",
    "RIFF\0\0\0\0WAVE",
  ])("is none where it begins with %j", async (body) => {
    const server = await hostileServer((_, response) => pageAs(response, body, { "content-type": "image/png" }));
    await expect(fetchImage(server.url("/"), { reach: reachTo(server) })).rejects.toThrow("no image");
  });

  it("is at most 5 MB, by what is said and by what comes", async () => {
    const server = await hostileServer((request, response) => {
      response.writeHead(200, request.url === "/said" ? { "content-length": maxImageBytes + 1 } : {});
      response.write(png);
      if (request.url === "/endless") pour(response, Buffer.alloc(65_536));
    });
    for (const path of ["/said", "/endless"])
      await expect(fetchImage(server.url(path), { reach: reachTo(server) })).rejects.toThrow("too large");
    await server.left();
  });

  it("comes through the same guard", async () => {
    const server = await hostileServer((_, response) => redirectTo(response, "http://169.254.169.254/"));
    await expect(fetchImage(server.url("/"), { reach: reachTo(server) })).rejects.toThrow(NotAsked);
  });
});
