import { useComputed } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { getPins } from "../api/conversations.ts";
import { unpin } from "../api/messages.ts";
import { addressOf, goTo } from "../app/router.ts";
import { IconButton } from "../parts/button.tsx";
import { failureOf } from "../parts/failure.ts";
import { Icon } from "../parts/icon.tsx";
import { showOver } from "../parts/overlays.tsx";
import { placeOf } from "../parts/place.ts";
import { Popover } from "../parts/popover.tsx";
import { toast } from "../parts/toast.tsx";
import { nameOf } from "../store/names.ts";
import { report } from "../store/report.ts";
import { upToDate } from "../store/up-to-date.ts";
import { histories } from "../store/store.ts";
import type { Standing } from "../store/standing.ts";
import type { Pin } from "../wire/shapes.ts";
import { t } from "../words/words.ts";
import { wordsOf } from "./actions.ts";
import { mayWrite } from "./rights.ts";

/** The newest pin over the messages; a click leads to it and shows the next one. */
export function Pins({ conversation }: { readonly conversation: Standing }) {
  const pins = usePins(conversation.id);
  const [shown, setShown] = useState(0);
  const index = shown < pins.length ? shown : 0;
  const pin = pins[index];
  if (!pin) return null;
  const jump = (): void => {
    goTo(addressOf(conversation.id, pin.message.sequence));
    setShown((index + 1) % pins.length);
  };
  return (
    <div class="pins">
      <button type="button" class="pin" aria-label={t("pins.label")} onClick={jump}>
        <span class="pin-steps" aria-hidden="true">
          {pins.slice(0, 5).map(({ message }, step) => (
            <span key={message.id} class={step === index ? "is-shown" : ""} />
          ))}
        </span>
        <Icon name="pin" size={18} />
        <span class="cut">
          <strong>{nameOf(pin.message.sender_id, pin.message.sender_display_name)}:</strong> {saidIn(pin)}
        </span>
        <span class="pin-number numbers">{t("pins.of", { n: index + 1, total: pins.length })}</span>
      </button>
      <IconButton
        icon="bullets"
        label={t("pins.all")}
        onClick={(event) => openAll(event.currentTarget, { pins, conversation })}
      />
    </div>
  );
}

/** Asked for again whenever a line that is here is pinned or not any more. */
function usePins(id: string): readonly Pin[] {
  const [pins, setPins] = useState<readonly Pin[]>([]);
  const pinned = useComputed(() => {
    const lines = histories.value.get(id)?.lines ?? [];
    return lines.flatMap((line) => (line.is_pinned ? [line.id] : [])).join();
  }).value;
  useEffect(() => {
    void upToDate((min_position) => getPins(id, { min_position })).then(({ answer }) => setPins(answer), report);
  }, [id, pinned]);
  return pins;
}

function openAll(
  button: Element,
  { pins, conversation }: { readonly pins: readonly Pin[]; readonly conversation: Standing },
) {
  showOver((close) => (
    <Popover label={t("pins.label")} at={placeOf(button, { align: "right" })} onClose={close}>
      <ul class="all-pins">
        {pins.map((pin) => (
          <li key={pin.message.id}>
            <button
              type="button"
              class="all-pins-words"
              onClick={() => {
                close();
                goTo(addressOf(conversation.id, pin.message.sequence));
              }}
            >
              <strong>{nameOf(pin.message.sender_id, pin.message.sender_display_name)}</strong>
              <span class="cut">{saidIn(pin)}</span>
            </button>
            {mayWrite(conversation) && (
              <IconButton
                icon="close"
                label={t("menu.unpin")}
                onClick={() => {
                  close();
                  void unpin(pin.message.id).catch((error: unknown) => toast(failureOf(error)));
                }}
              />
            )}
          </li>
        ))}
      </ul>
    </Popover>
  ));
}

function saidIn({ message }: Pin): string {
  return message.is_deleted ? t("message.deleted") : wordsOf(message);
}
