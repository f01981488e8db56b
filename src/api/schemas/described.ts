import { z } from "zod";
import type { ConversationId, LineId, UserId } from "../../domain/ids.ts";

/** A shape as a schema knows it: ids are strings there. */
type Plain<Shape> = Shape extends UserId | ConversationId | LineId
  ? string
  : Shape extends object
    ? { readonly [Field in keyof Shape]: Plain<Shape[Field]> }
    : Shape;

/**
 * The schema of what is written as `Wire`: it compiles only while the two are the same, field for field. Nothing is
 * checked when it is sent; the schema is for the types and for the description.
 */
export function described<Wire>() {
  return <Schema extends z.ZodType<Plain<Wire>>>(
    schema: Plain<Wire> extends z.output<Schema> ? Schema : never,
    name: string,
  ): Schema => {
    return named(schema, name);
  };
}

/** Written out once in the description of the API, by this name. */
export function named<Schema extends z.ZodType>(schema: Schema, id: string): Schema {
  z.globalRegistry.add(schema, { id });
  return schema;
}

export const list = <Item extends z.ZodType>(item: Item) => z.array(item).readonly();

/** A time as it is answered. */
export const time = z.string().meta({ format: "date-time" });

export const count = z.int().min(0);
