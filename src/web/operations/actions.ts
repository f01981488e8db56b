import { changePace, dropBuild, rebuild, retry, skip, switchTo, type Build } from "../api/operations.ts";
import { confirm } from "../parts/confirm.tsx";
import { failureOf } from "../parts/failure.ts";
import type { MenuItem } from "../parts/menu.tsx";
import { toast } from "../parts/toast.tsx";
import { numberText } from "../desk/numbers.ts";
import { t } from "../words/words.ts";
import { labelOf, type ReadModel } from "./model.ts";
import { modelName } from "./names.ts";
import { look } from "./watching.ts";

/** What can be done with a read model that works. */
export function actionsFor(model: ReadModel): readonly MenuItem[] {
  const { previous, coming } = model;
  const again: MenuItem = { label: `${t("act.rebuild")}…`, icon: "retry", run: () => askToRebuild(model) };
  const drops = [...(previous ? [previous] : []), ...coming].map((build): MenuItem => ({
    label: `${t("act.drop", { version: labelOf(build, model) })}…`,
    icon: "trash",
    isDanger: true,
    run: () => askToDrop(model, build),
  }));
  return coming.length === 0 ? [again, ...drops] : drops;
}

export function askToRebuild({ name, active, newestVersion }: ReadModel): void {
  const version = `v${newestVersion}`;
  confirm({
    title: t("act.rebuild.ask", { name: modelName(name), version }),
    text: t("act.rebuild.text", { old: `v${active.version}` }),
    action: t("act.rebuild"),
    kind: "main",
    run: () => done(rebuild(name)),
  });
}

export function askToHurry(model: ReadModel, build: Build): void {
  confirm({
    title: t("act.hurry.ask", { name: modelName(model.name), version: labelOf(build, model) }),
    text: t("act.hurry.text"),
    action: t("act.hurry"),
    ask: t("act.reason"),
    kind: "main",
    run: (reason) => done(changePace(model.name, { isHurried: true, reason })),
  });
}

export async function calmDown({ name }: ReadModel): Promise<void> {
  try {
    await done(changePace(name, { isHurried: false, reason: "" }));
  } catch (error) {
    toast(failureOf(error));
  }
}

export function askToSwitch(model: ReadModel, build: Build): void {
  const [version, old] = [labelOf(build, model), labelOf(model.active, model)];
  confirm({
    title: t("act.switch.ask", { name: modelName(model.name), version }),
    text: t("act.switch.text", { old }),
    action: t("act.switch", { version }),
    ask: t("act.reason"),
    kind: "main",
    run: (reason) => done(switchTo(model.name, { version: build.id, reason })),
  });
}

export function askToRollBack(model: ReadModel): void {
  const { name, active, previous } = model;
  if (!previous) return;
  const [version, old] = [labelOf(previous, model), labelOf(active, model)];
  confirm({
    title: t("act.rollback.ask", { name: modelName(name), version }),
    text: t("act.switch.text", { old }),
    action: t("act.rollback"),
    ask: t("act.reason"),
    kind: "main",
    run: (reason) => done(switchTo(name, { version: previous.id, reason })),
  });
}

export function askToDrop(model: ReadModel, build: Build): void {
  const version = labelOf(build, model);
  confirm({
    title: t("act.drop.ask", { name: modelName(model.name), version }),
    text: t(build.is_previous ? "act.drop.previous" : "act.drop.text"),
    action: t("act.drop", { version }),
    run: () => done(dropBuild(model.name, build.id)),
  });
}

export function askToSkip({ name, active: { stopped_at: at } }: ReadModel): void {
  if (!at) return;
  confirm({
    title: t("act.skip.ask", { n: numberText(BigInt(at.position)) }),
    text: t("act.skip.text", { name: modelName(name) }),
    action: t("act.skip"),
    ask: t("act.skip.reason"),
    isAskRequired: true,
    run: (reason) => done(skip(name, { position: at.position, reason: reason.trim() })),
  });
}

export async function retryNow({ name }: ReadModel): Promise<void> {
  try {
    await done(retry(name));
  } catch (error) {
    toast(failureOf(error));
  }
}

/** What was done is seen at once. */
async function done(work: Promise<void>): Promise<void> {
  await work;
  await look();
}
