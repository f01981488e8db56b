import type { Comparison, RowCompared } from "../api/operations.ts";
import { numberText } from "../desk/numbers.ts";
import { t } from "../words/words.ts";

/** What differs between the build that is asked and the other one. */
export function Compared({ of: { tables, rows, is_level: isLevel } }: { readonly of: Comparison }) {
  const total = tables.reduce((sum, { to }) => sum + (to ?? 0), 0);
  const differing = tables.reduce((sum, table) => sum + table.differing, 0);
  const isSampled = tables.some(({ sampled }) => sampled > 1);
  return (
    <div class="compared">
      <p role="status">
        <strong>{t("compared.sum", { rows: numberText(total), n: differing })}</strong>
        {isSampled && ` ${t("compared.sampled")}`}
        {!isLevel && ` ${t("compared.moving")}`}
      </p>
      {rows.length > 0 && (
        <div class="compared-scroll" tabIndex={0} role="region" aria-label={t("compared.rows")}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t("compared.row")}</th>
                <th scope="col">{t("compared.old")}</th>
                <th scope="col">{t("compared.new")}</th>
                <th scope="col">{t("compared.why")}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Row key={`${row.table} ${JSON.stringify(row.key)}`} of={row} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}

function Row({ of: { table, key, why, columns } }: { readonly of: RowCompared }) {
  const side = (which: "from" | "to") => columns.map((column) => `${column.name}: ${column[which]}`).join("\n");
  return (
    <tr>
      <th scope="row">
        {table} {Object.values(key).join(" ")}
      </th>
      <td>{side("from")}</td>
      <td>{side("to")}</td>
      <td>{t(`compared.${why}`)}</td>
    </tr>
  );
}
