import { t } from "../words/words.ts";
import { Building } from "./building.tsx";
import { models } from "./watching.ts";
import { ModelTable } from "./model-table.tsx";
import { Stopped } from "./stopped.tsx";
import { Summary } from "./summary.tsx";

/** Whether everything works, each read model, and what is under way or waits for somebody. */
export function ReadModels() {
  const all = models.value;
  if (!all) return <p class="desk-none">{t("operations.loading")}</p>;
  const stopped = all.filter(({ active }) => active.state === "stopped");
  const building = all.flatMap((model) => model.coming.map((build) => ({ model, build })));
  return (
    <>
      <Summary models={all} />
      {(stopped.length > 0 || building.length > 0) && (
        <div class="desk-pair">
          {building.map(({ model, build }) => (
            <Building key={`${model.name} ${build.id}`} model={model} build={build} />
          ))}
          {stopped.map((model) => (
            <Stopped key={model.name} model={model} />
          ))}
        </div>
      )}
      <ModelTable models={all} />
    </>
  );
}
