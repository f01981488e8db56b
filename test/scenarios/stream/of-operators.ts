import { expect, vi } from "vitest";
import { made } from "../../support/api-client.ts";
import { query } from "../../support/database.ts";
import { nobodyIsTold, type Scene } from "./scene.ts";
import type { Cast } from "./watchers.ts";

const projections = "/api/operations/projections";
const poison = 1;

/** What operators do with read models is on record, and tells nobody anything. */
export function ofOperators(databaseUrl: () => string): Readonly<Record<string, Scene>> {
  const operates = async ({ root }: Cast): Promise<void> => {
    await query(
      databaseUrl(),
      "update accounts.accounts set roles = array(select distinct unnest(roles || array['operator'])) where user_id = $1",
      [root.id],
    );
  };
  const stopped = async (cast: Cast): Promise<void> => {
    await operates(cast);
    await query(
      databaseUrl(),
      `update projections.builds set state = 'stopped', error = 'It broke.', poison_position = $1,
         poison_event_id = gen_random_uuid() where name = 'teams'`,
      [poison],
    );
  };
  return {
    ReadModelSwitched: async (cast) => {
      const { root } = cast;
      await operates(cast);
      made(await root.post(`${projections}/teams/rebuild`));
      return async () => {
        await vi.waitFor(async () => expect((await root.post(`${projections}/teams/switch`, {})).status).toBe(200), {
          timeout: 20_000,
        });
        return nobodyIsTold;
      };
    },
    ReadModelPaceChanged: async (cast) => {
      await operates(cast);
      // Of a version that nobody here knows, so that nobody builds it.
      const unknown =
        "insert into projections.builds (name, version, build, schema_name) values ('users', 9, 9, 'users_v9')";
      await query(databaseUrl(), unknown);
      return async () => {
        made(await cast.root.post(`${projections}/users/pace`, { is_hurried: true }));
        await query(databaseUrl(), "delete from projections.builds where name = 'users' and build = 9");
        return nobodyIsTold;
      };
    },
    ReadModelRetried: async (cast) => {
      await stopped(cast);
      return async () => {
        made(await cast.root.post(`${projections}/teams/retry`, {}));
        return nobodyIsTold;
      };
    },
    ReadModelEventSkipped: async (cast) => {
      await stopped(cast);
      return async () => {
        made(await cast.root.post(`${projections}/teams/skip`, { position: String(poison), reason: "It is broken." }));
        return nobodyIsTold;
      };
    },
  };
}
