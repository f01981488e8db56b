import { z } from "zod";
import { allRoles } from "../../auth/accounts.ts";
import { changeAccount } from "../../auth/administration.ts";
import { finishStanding } from "../../auth/finish-standings.ts";
import type { UserId } from "../../domain/ids.ts";
import { isOutage } from "../../projections/outage.ts";
import { refusal, tellPlace } from "../outcome.ts";
import type { Api, ApiServer } from "../parts.ts";
import { viewerOf } from "../plugins/session.ts";
import { unavailable } from "../problem.ts";
import { ofUser } from "../schemas/ids.ts";
import { account, accountNow } from "./account-json.ts";

const changes = z.strictObject({
  roles: z.array(z.enum(allRoles)).max(allRoles.length).exactOptional().describe("All that they are to have."),
  is_disabled: z.boolean().exactOptional().describe("True: they are logged out everywhere, and kept out."),
});

export function changeUser(server: ApiServer, api: Api): void {
  const { auth, places } = api;
  server.patch(
    "/api/admin/users/:id",
    {
      config: { access: "administrator", problems: ["conflict"] },
      schema: {
        summary: "Give and take roles, disable and enable; the last enabled administrator stays one",
        tags: ["administration"],
        params: ofUser,
        body: changes,
        response: { 200: account },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const { roles, is_disabled: isDisabled } = request.body;
      const changed = await changeAccount(auth, { by: viewerOf(request).userId, userId: id, roles, isDisabled });
      if (changed.kind === "refused") throw refusal(changed);
      await api.sessions.ended(changed.endedSessions);
      await tellPlace(reply, places, { events: await toldToLog(api, id), isReplay: false });
      return accountNow(api, id);
    },
  );
}

/** The account is changed whatever happens here; where the log is away it is told later. */
async function toldToLog({ auth, commands }: Api, id: UserId) {
  try {
    return await finishStanding(auth, commands, id);
  } catch (error) {
    if (isOutage(error)) throw unavailable("The account is changed, which will show in a moment.");
    throw error;
  }
}
