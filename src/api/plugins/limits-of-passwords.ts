import type { Api } from "../parts.ts";
import { spend } from "./limits.ts";

/**
 * Counts a try of a password before it is looked at, so that tries at once count too; one that is right is given back.
 * @param account the account as it was named, whether there is one or not
 * @throws RateLimited
 */
export async function countPassword<Result>(
  api: Pick<Api, "limits">,
  { account, isRight }: { readonly account: readonly string[]; readonly isRight: (result: Result) => boolean },
  tried: () => Promise<Result>,
): Promise<Result> {
  const bucket = { action: "failedLogin", subject: api.limits.digest(...account) } as const;
  await spend(api, [bucket]);
  const result = await tried();
  if (isRight(result)) await api.limits.limiter.giveBack([bucket]);
  return result;
}
