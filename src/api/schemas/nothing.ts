import { z } from "zod";

/** The answer 204. */
export const nothing = z.undefined();
