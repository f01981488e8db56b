import type { FastifyInstance, FastifyServerOptions } from "fastify";
import type { z } from "zod";
import { notFound, Problem, type FieldProblem } from "../problem.ts";
import { pathText, unfitIn } from "./unfit.ts";

/** So many problems of one request are told. */
const maxErrors = 20;

/** For the making of a server: Fastify loads compilers of its own otherwise, which are large, and are replaced below. */
export const withoutCompilers: NonNullable<FastifyServerOptions["schemaController"]> = {
  compilersFactory: { buildValidator: notReplaced, buildSerializer: notReplaced },
};

function notReplaced(): never {
  throw new Error("A route was added before its schemas' compilers.");
}

/** Requests are checked by the zod schemas of their routes; what is answered is typed by them, and written as it is. */
export function validateBySchema(server: FastifyInstance): void {
  server.setValidatorCompiler<z.ZodType>(({ schema, httpPart }) => (given: unknown) => {
    const data = given ?? undefined; // no body comes as null
    const unfit = httpPart === "body" || httpPart === "querystring" ? unfitIn(data) : null;
    if (unfit) return { error: misfit([unfit]) };
    const { success, data: value, error } = schema.safeParse(data);
    if (success) return { value };
    // An address that cannot be anybody's is the address of nothing.
    return { error: httpPart === "params" ? notFound() : misfit(error.issues.flatMap(fieldProblems)) };
  });
  server.setSerializerCompiler(() => (data: unknown) => JSON.stringify(data));
}

function misfit(errors: readonly FieldProblem[]): Problem {
  const told = errors.slice(0, maxErrors);
  const detail = told.length === 1 ? `${told[0]?.path}: ${told[0]?.message}` : "Some fields do not fit.";
  return new Problem("validation_failed", detail, told);
}

function fieldProblems(issue: z.core.$ZodIssue): FieldProblem[] {
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({ path: pathText([...issue.path, key]), message: "This field is unknown." }));
  return [{ path: pathText(issue.path), message: issue.message }];
}
