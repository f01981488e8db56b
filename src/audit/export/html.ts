import { createHash } from "node:crypto";
import type { ExportedRow } from "./exported-row.ts";

const style = `
body { font: 11pt/1.45 system-ui, sans-serif; margin: 24px; color: #111; background: #fff }
h1 { font-size: 16pt; margin: 0 0 4px } p { margin: 0 0 16px }
table { border-collapse: collapse; width: 100% } thead { display: table-header-group }
th, td { text-align: left; vertical-align: top; border-top: 1px solid #999; padding: 4px 8px 4px 0 }
tr { break-inside: avoid } time, code { font: 9pt ui-monospace, monospace; white-space: nowrap }
pre { font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; unicode-bidi: isolate }
`;

const styleHash = createHash("sha256").update(style).digest("base64");

/** Nothing is fetched and nothing runs: not from this server, and not when the file is opened from a disk. */
export const htmlPolicy = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'`;

export interface HtmlTitle {
  readonly title: string;
  /** What it is of, in a sentence. */
  readonly about: string;
}

export function htmlHead({ title, about }: HtmlTitle): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(htmlPolicy)}">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">
<title>${escaped(title)}</title><style>${style}</style></head>
<body><h1>${escaped(title)}</h1><p>${escaped(about)}</p>
<table><thead><tr><th>Recorded</th><th>Who</th><th>What</th><th>Words</th><th>Position</th></tr></thead><tbody>
`;
}

export const htmlRows = (rows: readonly ExportedRow[]): string => rows.map(rowOf).join("");

/** Whoever prints it sees that nothing is missing at its end. */
export const htmlFoot = (events: number): string =>
  `</tbody></table><p>End of the export: ${events} ${events === 1 ? "event" : "events"}.</p></body></html>\n`;

function rowOf({ at, saidAt, actor, summary, words, position }: ExportedRow): string {
  const said = saidAt === at ? "" : `<br>said <time>${escaped(saidAt)}</time>`;
  const cells = [
    `<time>${escaped(at)}</time>${said}`,
    `<bdi>${escaped(actor)}</bdi>`,
    `<bdi>${escaped(summary)}</bdi>`,
    words === "" ? "" : `<pre dir="auto">${escaped(words)}</pre>`,
    `<code>${escaped(position.split(".").at(-1) ?? "")}</code>`,
  ];
  return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>\n`;
}

/** Control characters that html has no place for are shown as what they are. */
function escaped(text: string): string {
  const shown = text.toWellFormed().replaceAll(/\p{Cc}/gu, (each) => (/[\t\r\n]/.test(each) ? each : "\u{FFFD}"));
  return shown.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
