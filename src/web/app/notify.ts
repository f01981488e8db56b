import { wordsOf } from "../chat/actions.ts";
import { nameOf, titleOf } from "../store/names.ts";
import { state } from "../store/store.ts";
import type { Conversation, Message } from "../wire/shapes.ts";
import { t } from "../words/words.ts";
import { preferences } from "./preferences.ts";
import { addressOf, goTo } from "./router.ts";

/** Of a new message while nobody looks: in the browser's way, and by sound and vibration where that is wanted. */
export function notifyOf(message: Message): void {
  const { conversations, me } = state.peek();
  const conversation = conversations.get(message.conversation_id);
  if (!conversation || !me || message.sender_id === me.id || document.visibilityState === "visible") return;
  if (message.message_type === "system" || !isWanted(conversation, message, me.id)) return;
  const { notifies, showsWords, sounds, vibrates } = preferences.peek();
  const name = nameOf(message.sender_id, message.sender_display_name);
  if (notifies)
    show({
      title: conversation.kind === "direct" ? name : `${name} · ${titleOf(conversation)}`,
      text: showsWords ? wordsOf(message) : t("notify.new"),
      // One for each conversation, and no more of them from other tabs.
      tag: conversation.id,
      address: addressOf(conversation.id, message.sequence),
    });
  if (sounds) playSound();
  if (vibrates) navigator.vibrate?.(80);
}

function isWanted({ is_muted, notify }: Conversation, message: Message, myId: string): boolean {
  if (is_muted || notify === "none") return false;
  return notify === "all" || message.mentions_all || message.mentions.includes(myId);
}

export interface Shown {
  readonly title: string;
  readonly text: string;
  readonly tag: string;
  readonly address: string;
}

/** Does nothing where the browser was not allowed to. */
export function show({ title, text, tag, address }: Shown): void {
  if (!("Notification" in globalThis) || Notification.permission !== "granted") return;
  const shown = new Notification(title, { body: text, tag });
  shown.addEventListener("click", () => {
    window.focus();
    goTo(address);
    shown.close();
  });
}

/** Two short tones, falling. */
export function playSound(): void {
  const sound = new AudioContext();
  const volume = sound.createGain();
  volume.gain.setValueAtTime(0.12, sound.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.001, sound.currentTime + 0.35);
  volume.connect(sound.destination);
  for (const [hertz, at] of [
    [880, 0],
    [587, 0.1],
  ] as const) {
    const tone = sound.createOscillator();
    tone.frequency.value = hertz;
    tone.connect(volume);
    tone.start(sound.currentTime + at);
    tone.stop(sound.currentTime + at + 0.25);
  }
  setTimeout(() => void sound.close(), 600);
}
