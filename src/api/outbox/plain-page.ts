import { escaped } from "../../workers/email/html.ts";

/** A page without script and style, for what needs none. @param body html */
export function plainPage(title: string, body: string, locale = "en"): string {
  return `<!doctype html>
<html lang="${escaped(locale)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>${escaped(title)}</title></head>
<body><main><h1>${escaped(title)}</h1>
${body}
</main></body>
</html>
`;
}
