import { sql, type FragmentSqlToken } from "slonik";
import type { DataCondition } from "../search/message-search.ts";

const signs = {
  eq: sql.fragment`=`,
  gt: sql.fragment`>`,
  gte: sql.fragment`>=`,
  lt: sql.fragment`<`,
  lte: sql.fragment`<=`,
};

/** As long as any number that PostgreSQL compares without an error. */
const number = /^-?\d{1,100}(\.\d{1,100})?(e[+-]?\d{1,3})?$/i;

/** Whether a message's data, given as a column of JSON text, fulfils it. */
export function compares(data: FragmentSqlToken, { path, comparison, value }: DataCondition): FragmentSqlToken {
  const field = sql.fragment`${data}::jsonb #> ${sql.array(path, "text")}`;
  const text = sql.fragment`${data}::jsonb #>> ${sql.array(path, "text")}`;
  const sign = signs[comparison];
  const asNumber = number.test(value)
    ? sql.fragment`(${text})::numeric ${sign} ${value}::numeric`
    : sql.fragment`false`;
  // What is asked to be above a number is one: no text is above 80.
  const asText =
    comparison !== "eq" && number.test(value)
      ? sql.fragment`false`
      : sql.fragment`(${text}) collate "C" ${sign} ${value}`;
  return sql.fragment`case jsonb_typeof(${field})
    when 'number' then ${asNumber}
    when 'string' then ${asText}
    when 'boolean' then ${comparison === "eq" ? sql.fragment`${text} = ${value}` : sql.fragment`false`}
    else false end`;
}
