import { previewOfText } from "../../wire/preview.ts";
import { readHtml } from "../html/read-html.ts";

/** A draft as it is kept, and its beginning without any markup. */
export async function draftWords(
  content: string,
  contentType: "text" | "html",
): Promise<{ readonly content: string; readonly preview: string }> {
  if (contentType === "text") return { content, preview: previewOfText(content) };
  const { html, text } = await readHtml(content);
  return { content: html, preview: previewOfText(text) };
}
