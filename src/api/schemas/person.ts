import { z } from "zod";
import type { UserJson } from "../../wire/people.ts";
import { described } from "./described.ts";

export const user = described<UserJson>()(
  z.object({
    id: z.string(),
    username: z.string().nullable(),
    display_name: z.string(),
    avatar_url: z.string().nullable(),
    is_erased: z.boolean(),
  }),
  "User",
);
