import { comparisons, type DataCondition } from "../../projections/search/message-search.ts";
import { pathText } from "../plugins/unfit.ts";
import { invalidField } from "../problem.ts";

/** More at once nobody needs; each costs. */
const mostConditions = 10;
/** As deep as data may be. */
const mostLevels = 32;

const field = /^data\.(?<path>[^[\]]{1,500})(?:\[(?<comparison>\w+)\])?$/;

/** Of the routes that take them, since no schema can name them. */
export const dataConditionsDescription = `Beside the parameters named here, it takes fields of messages' data, as \`data.<field>=<value>\` or \`data.<field>[<comparison>]=<value>\`: fields of fields by dots, comparisons ${comparisons.join(", ")}; at most ${mostConditions}.`;

/** Of fields such as `data.temperature[gte]=80`, nested by dots; without a comparison they are equal. @throws Problem */
export function dataConditions(fields: Readonly<Record<string, unknown>>): readonly DataCondition[] {
  const asked = Object.entries(fields).filter(([name]) => name !== "min_position");
  if (asked.length > mostConditions) throw invalidField("data", `At most ${mostConditions} fields of data are taken.`);
  return asked.map(([name, value]) => condition(name, value));
}

function condition(name: string, value: unknown): DataCondition {
  const { path, comparison: sign = "eq" } = field.exec(name)?.groups ?? {};
  if (path === undefined || typeof value !== "string") throw invalidField(pathText([name]), "This field is unknown.");
  const comparison = comparisons.find((each) => each === sign);
  if (!comparison) throw invalidField(name, `Fields of data are compared by one of ${comparisons.join(", ")}.`);
  const levels = path.split(".");
  if (levels.includes("") || levels.length > mostLevels) throw invalidField(name, "This is no field of data.");
  return { path: levels, comparison, value };
}
