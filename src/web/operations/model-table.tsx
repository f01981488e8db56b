import type { Build } from "../api/operations.ts";
import { DeskIcon } from "../desk/icons.tsx";
import { numberText } from "../desk/numbers.ts";
import { Button, IconButton } from "../parts/button.tsx";
import { Icon } from "../parts/icon.tsx";
import { Menu } from "../parts/menu.tsx";
import { showOver } from "../parts/overlays.tsx";
import { placeOf } from "../parts/place.ts";
import { t } from "../words/words.ts";
import { actionsFor, askToRollBack } from "./actions.ts";
import { labelOf, positionOf, type ReadModel } from "./model.ts";
import { modelName } from "./names.ts";
import { Sparkline } from "./sparkline.tsx";
import { history, keyOf } from "./watching.ts";

/** Every read model, a row each. Numbers change each second, and nothing moves. */
export function ModelTable({ models }: { readonly models: readonly ReadModel[] }) {
  const most = Math.max(1, ...models.flatMap((model) => lagsOf(model)));
  return (
    <section class="desk-card model-table" aria-label={t("operations.tab.projections")}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("column.projection")}</th>
            <th scope="col">{t("column.state")}</th>
            <th scope="col" class="is-number">
              {t("column.position")}
            </th>
            <th scope="col">{t("column.behind")}</th>
            <th scope="col" class="is-number">
              {t("column.rate")}
            </th>
            <td />
          </tr>
        </thead>
        <tbody>
          {models.map((model) => (
            <Row key={model.name} model={model} most={most} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function lagsOf({ name, active }: ReadModel): readonly number[] {
  return (history.value.get(keyOf(name, active)) ?? []).map(({ lag }) => lag);
}

function Row({ model, most }: { readonly model: ReadModel; readonly most: number }) {
  const { name, active } = model;
  const isStopped = active.state === "stopped";
  return (
    <tr>
      <th scope="row">
        {modelName(name)} <span class="model-version numbers">{labelOf(active, model)}</span>
      </th>
      <td class="model-states">
        <States of={model} />
      </td>
      <td class="is-number numbers" data-label={t("column.position")}>
        {numberText(positionOf(active))}
      </td>
      <td class={`model-lag numbers ${isStopped ? "is-bad" : ""}`} data-label={t("column.behind")}>
        <Sparkline values={lagsOf(model)} most={most} isBad={isStopped} />
        <span>{numberText(active.lag)}</span>
      </td>
      <td class="is-number numbers" data-label={t("column.rate")}>
        {numberText(Math.round(active.events_per_second))}
      </td>
      <td class="model-act">
        <Act model={model} />
      </td>
    </tr>
  );
}

function States({ of: model }: { readonly of: ReadModel }) {
  const { active, coming, previous } = model;
  return (
    <>
      <ActiveState of={active} />
      {coming.map((build) => (
        <span key={build.id} class="tag is-info">
          <DeskIcon name="build" size={14} />
          {t(build.is_ready ? "state.ready" : "state.building", { version: labelOf(build, model) })}
        </span>
      ))}
      {previous && (
        <span class="tag is-kept">
          <DeskIcon name="undo" size={14} />
          {t("state.kept", { version: labelOf(previous, model) })}
        </span>
      )}
    </>
  );
}

function ActiveState({ of: { state, stopped_at: at } }: { readonly of: Build }) {
  if (state === "stopped")
    return (
      <span class="tag is-high">
        <DeskIcon name="stopped" size={14} />
        {t(at ? "state.stopped" : "state.failed")}
      </span>
    );
  if (state === "waiting")
    return (
      <span class="tag is-medium">
        <DeskIcon name="warning" size={14} />
        {t("state.waiting")}
      </span>
    );
  return (
    <span class="tag is-good">
      <Icon name="check" size={14} />
      {t(state === "loading" ? "state.loading" : "state.serving")}
    </span>
  );
}

function Act({ model }: { readonly model: ReadModel }) {
  const label = t("operations.actions", { name: modelName(model.name) });
  if (model.active.state === "stopped") return <Button onClick={() => showCard(model)}>{t("operations.look")}</Button>;
  return (
    <>
      {model.previous && (
        <button type="button" class="text-link" onClick={() => askToRollBack(model)}>
          {t("act.rollback")}…
        </button>
      )}
      <IconButton
        icon="more"
        label={label}
        aria-haspopup="menu"
        onClick={({ currentTarget }) =>
          showOver((close) => (
            <Menu
              label={label}
              at={placeOf(currentTarget, { align: "right" })}
              items={actionsFor(model)}
              onClose={close}
            />
          ))
        }
      />
    </>
  );
}

function showCard({ name }: ReadModel): void {
  const card = document.getElementById(`stopped-${name}`);
  card?.scrollIntoView({ block: "nearest" });
  card?.focus();
}
