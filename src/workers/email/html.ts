/** Text as html shows it, also within an attribute in double quotes. */
export function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Its lines stay lines. */
export const escapedLines = (text: string): string => escaped(text).replaceAll(/\r?\n/g, "<br>");

interface Page {
  readonly locale: string;
  readonly title: string;
  readonly body: string;
  /** In small print. */
  readonly footer: string;
}

const font = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

/** A mail: one column, its styles where they are used, since mail readers drop all others. No picture is fetched. */
export function htmlPage({ locale, title, body, footer }: Page): string {
  return `<!doctype html>
<html lang="${escaped(locale)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${escaped(title)}</title>
</head>
<body style="margin:0;padding:24px 12px;background:#f3f1ec;color:#1f2937;${font};font-size:15px;line-height:1.5">
<div style="max-width:600px;margin:0 auto">
${body}
<p style="margin:24px 8px 0;color:#4b5563;font-size:12px">${footer}</p>
</div>
</body>
</html>
`;
}

/** To be clicked at: dark enough for white words, in light mode and dark. */
export function button({ label, url }: { readonly label: string; readonly url: string }): string {
  const style =
    "display:inline-block;padding:8px 16px;border-radius:8px;background:#0a6468;color:#ffffff;text-decoration:none";
  return `<a href="${escaped(url)}" style="${style}">${escaped(label)}</a>`;
}
