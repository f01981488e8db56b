import { z } from "zod";
import { findLineNow } from "../../commands/line-now.ts";
import { lineId } from "../../domain/ids.ts";
import type { Api, ApiServer } from "../parts.ts";
import { viewerOf } from "../plugins/session.ts";
import { notFound } from "../problem.ts";
import { ofMessage } from "../schemas/ids.ts";
import { sentLine } from "./versions.ts";

/** Nothing in it is run, whatever it is. */
const harmless = { "content-security-policy": "default-src 'none'; sandbox", "x-content-type-options": "nosniff" };

/** Readers ask here, so that nobody else learns of them. By the log: whoever may not read it any more gets nothing. */
export function getLinkPreviewImage(server: ApiServer, api: Api): void {
  server.get(
    "/api/messages/:id/link-preview/image",
    {
      config: { access: "session", reads: [] },
      schema: {
        summary: "The image of a message's link preview: PNG, JPEG, GIF or WebP, at most 5 MB",
        tags: ["messages"],
        params: ofMessage,
        produces: ["image/png", "image/jpeg", "image/gif", "image/webp"],
        response: { 200: z.custom<Buffer>().describe("The image.") },
      },
    },
    async (request, reply) => {
      const line = await sentLine(api, request.params.id, viewerOf(request).userId);
      const now = await findLineNow(api.commands, lineId(line), { read: "current" });
      const url = now?.since.linkPreview?.image ?? null;
      const image = url === null ? null : await api.previewImages.of(url);
      if (!image) throw notFound();
      // Not for long: after an edit another image is there.
      void reply.headers({ ...harmless, "cache-control": "private, max-age=300" });
      return reply.type(image.type).send(image.bytes);
    },
  );
}
