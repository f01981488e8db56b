import { previewOfText } from "../../wire/preview.ts";
import { sanitised } from "../html/sanitised.ts";
import { textOfHtml } from "../html/text-of-html.ts";

/** A draft as it is kept, and its beginning without any markup. */
export function draftWords(
  content: string,
  contentType: "text" | "html",
): { readonly content: string; readonly preview: string } {
  if (contentType === "text") return { content, preview: previewOfText(content) };
  const html = sanitised(content);
  return { content: html, preview: previewOfText(textOfHtml(html)) };
}
