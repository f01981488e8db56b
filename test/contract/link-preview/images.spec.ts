import { describe, expect, it } from "vitest";
import { PreviewImages } from "../../../src/workers/link-preview/images.ts";
import { hostileServer, reachTo } from "./hostile-server.ts";

const png = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");

describe("the image of a preview", () => {
  it("is fetched once, however many ask for it", async () => {
    const server = await hostileServer((_, response) => response.end(png));
    const images = new PreviewImages(reachTo(server));
    const url = server.url("/x.png").href;
    const [first] = await Promise.all([images.of(url), images.of(url), images.of(url)]);
    expect(first).toMatchObject({ type: "image/png" });
    expect(await images.of(url)).toBe(first);
    expect(server.asked).toHaveLength(1);
  });

  it("is none where there is none, and its server is not asked again at once", async () => {
    const server = await hostileServer((_, response) => response.writeHead(404).end());
    const images = new PreviewImages(reachTo(server));
    expect(await images.of(server.url("/x.png").href)).toBeNull();
    expect(await images.of(server.url("/x.png").href)).toBeNull();
    expect(server.asked).toHaveLength(1);
    for (const url of ["http://169.254.169.254/x.png", "no url", "file:///x.png"])
      expect(await images.of(url)).toBeNull();
  });
});
