import { LogRewritten, ProofBehind } from "../../proof/proofs.ts";
import { Problem, unavailable } from "../problem.ts";

/** What was to be proved, or why it cannot be just now, in words for auditors. @throws Problem */
export async function proved<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ProofBehind) throw unavailable(error.message);
    if (error instanceof LogRewritten) throw new Problem("conflict", error.message);
    throw error;
  }
}
