import { z } from "zod";
import { problemCodes, type ProblemJson } from "../problem.ts";
import { described, list } from "./described.ts";

export const problem = described<ProblemJson>()(
  z.object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.enum(problemCodes),
    errors: list(z.object({ path: z.string(), message: z.string() })).exactOptional(),
  }),
  "Problem",
);
