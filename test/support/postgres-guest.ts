import { joinEmbeddedPostgres } from "../../src/platform/postgres/embedded/index.ts";
import { say } from "./child.ts";

/** What a guest says, in this order but for reports. */
export type GuestLine =
  | { readonly kind: "joined"; readonly url: string }
  | { readonly kind: "refused"; readonly name: string; readonly setting?: string; readonly message: string }
  | { readonly kind: "report"; readonly sentence: string }
  | { readonly kind: "left" };

/** Joins the embedded PostgreSQL of a data folder and leaves it when its input ends. Arguments: the folder, as what. */
const [dataDir = "", as = "server"] = process.argv.slice(2);
const finishing = new Promise((resolve) => process.stdin.on("end", resolve).resume());

try {
  const postgres = await joinEmbeddedPostgres({
    dataDir,
    as: as === "visitor" ? "visitor" : "server",
    report: (sentence) => say({ kind: "report", sentence } satisfies GuestLine),
  });
  say({ kind: "joined", url: postgres.url } satisfies GuestLine);
  await finishing;
  await postgres.leave();
  say({ kind: "left" } satisfies GuestLine);
} catch (error) {
  const { name, message, setting } = error as Error & { setting?: string };
  say({ kind: "refused", name, message, ...(setting === undefined ? {} : { setting }) } satisfies GuestLine);
}
process.exit();
