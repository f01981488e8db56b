import type { ComponentChildren } from "preact";

/** A report as it is read: of Markdown only what reports are made of, and everything else as text. */
export function ReportWords({ of: markdown }: { readonly of: string }) {
  return <div class="report">{markdown.split(/\n{2,}/).map((block, at) => blockOf(block, at))}</div>;
}

function blockOf(block: string, at: number): ComponentChildren {
  const lines = block.split("\n").filter((line) => line !== "");
  const [first = ""] = lines;
  if (first.startsWith("# ")) return <h3 key={at}>{inline(first.slice(2))}</h3>;
  if (first.startsWith("## ")) return <h4 key={at}>{inline(first.slice(3))}</h4>;
  if (first.startsWith("- "))
    return (
      <ul key={at}>
        {lines.map((line, n) => (
          <li key={n}>{inline(line.replace(/^- /, ""))}</li>
        ))}
      </ul>
    );
  if (first.startsWith("| ")) return tableOf(lines, at);
  return <p key={at}>{inline(lines.join(" "))}</p>;
}

function tableOf([head = "", , ...rows]: readonly string[], at: number): ComponentChildren {
  return (
    <table key={at}>
      <thead>
        <tr>
          {cellsOf(head).map((cell, n) => (
            <th key={n}>{inline(cell)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, line) => (
          <tr key={line}>
            {cellsOf(row).map((cell, n) => (
              <td key={n}>{inline(cell)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function cellsOf(row: string): readonly string[] {
  return row
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim());
}

function inline(text: string): ComponentChildren {
  return text.split(/(\*\*.+?\*\*)/).map((part, n) => {
    const words = part.replaceAll(/\\(.)/g, "$1");
    return /^\*\*.+\*\*$/.test(part) ? <strong key={n}>{words.slice(2, -2)}</strong> : words;
  });
}
