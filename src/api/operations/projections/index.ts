import type { Api, ApiServer } from "../../parts.ts";
import { diffProjection } from "./diff.ts";
import { dropBuild } from "./drop.ts";
import { changePaceOfBuild } from "./pace.ts";
import { rebuildProjection } from "./rebuild.ts";
import { retryProjection, skipEvent } from "./resume.ts";
import { showProjections } from "./show.ts";
import { rollBackProjection, switchProjection } from "./switch.ts";

/** Read models: what they are doing, and making them anew while people use them. */
export function addProjections(server: ApiServer, api: Api): void {
  showProjections(server, api);
  rebuildProjection(server, api);
  changePaceOfBuild(server, api);
  diffProjection(server, api);
  switchProjection(server, api);
  rollBackProjection(server, api);
  retryProjection(server, api);
  skipEvent(server, api);
  dropBuild(server, api);
}
