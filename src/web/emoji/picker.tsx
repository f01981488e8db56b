import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Icon } from "../parts/icon.tsx";
import { report } from "../store/report.ts";
import type { Key } from "../words/en.ts";
import { folded } from "../words/folded.ts";
import { localeNow, t } from "../words/words.ts";
import { loadEmoji, type Emoji } from "./all.ts";
import { oftenUsed, remember } from "./often.ts";
import "./picker.css";

const groups = [0, 1, 3, 4, 5, 6, 7, 8, 9] as const;
const columns = 9;
const mostFound = 90;

/** Any emoji, by its name or by looking. Arrows move in the grid. */
export function Picker({ onChoose }: { readonly onChoose: (emoji: string) => void }) {
  const [all, setAll] = useState<readonly Emoji[]>([]);
  const [query, setQuery] = useState("");
  const [shown, setShown] = useState<Emoji | null>(null);
  const search = useRef<HTMLInputElement>(null);
  const often = useMemo(oftenUsed, []);
  useEffect(() => search.current?.focus(), []);
  useEffect(() => {
    void loadEmoji(localeNow()).then(setAll, report);
  }, []);
  const choose = (unicode: string): void => {
    remember(unicode);
    onChoose(unicode);
  };
  const wanted = folded(query.trim());
  const found = wanted === "" ? [] : all.filter((each) => fits(each, wanted)).slice(0, mostFound);
  const byUnicode = (unicode: string): Emoji =>
    all.find((each) => each.unicode === unicode) ?? { unicode, label: unicode, tags: [], group: 0, skins: [] };
  const grid = (emoji: readonly Emoji[]) => <Grid emoji={emoji} onChoose={choose} onShow={setShown} />;
  return (
    <div class="picker" onKeyDown={moveInGrid}>
      <label class="picker-search">
        <Icon name="search" size={18} />
        <input
          type="search"
          ref={search}
          placeholder={t("emoji.search")}
          aria-label={t("emoji.search")}
          value={query}
          onInput={(event) => setQuery(event.currentTarget.value)}
        />
      </label>
      <div class="picker-scroll">
        {wanted !== "" && found.length === 0 && all.length > 0 && (
          <p class="picker-none">{t("emoji.none", { query })}</p>
        )}
        {wanted !== "" && grid(found)}
        {wanted === "" && <h3>{t("emoji.often")}</h3>}
        {wanted === "" && grid(often.map(byUnicode))}
        {wanted === "" &&
          groups.map((group) => (
            <section key={group} class="picker-group">
              <h3>{t(`emoji.group.${group}` as Key)}</h3>
              {grid(all.filter((each) => each.group === group))}
            </section>
          ))}
      </div>
      <footer class="picker-foot">
        {shown && (
          <>
            <span class="emoji">{shown.unicode}</span>
            <span class="cut">{shown.label}</span>
            {shown.skins.length > 0 && (
              <span class="picker-skins">
                {shown.skins.slice(0, 5).map((skin) => (
                  <button key={skin} type="button" class="emoji" aria-label={skin} onClick={() => choose(skin)}>
                    {skin}
                  </button>
                ))}
              </span>
            )}
          </>
        )}
      </footer>
    </div>
  );
}

interface GridProps {
  readonly emoji: readonly Emoji[];
  readonly onChoose: (unicode: string) => void;
  readonly onShow: (emoji: Emoji) => void;
}

function Grid({ emoji, onChoose, onShow }: GridProps) {
  return (
    <div class="picker-grid">
      {emoji.map((each) => (
        <button
          key={each.unicode}
          type="button"
          class="emoji"
          aria-label={each.label}
          onClick={() => onChoose(each.unicode)}
          onMouseEnter={() => onShow(each)}
          onFocus={() => onShow(each)}
        >
          {each.unicode}
        </button>
      ))}
    </div>
  );
}

function fits({ label, tags }: Emoji, wanted: string): boolean {
  return folded(label).includes(wanted) || tags.some((tag) => folded(tag).startsWith(wanted));
}

function moveInGrid(event: KeyboardEvent): void {
  const moves: Readonly<Record<string, number>> = {
    ArrowRight: 1,
    ArrowLeft: -1,
    ArrowDown: columns,
    ArrowUp: -columns,
  };
  const move = moves[event.key];
  const buttons = [...(event.currentTarget as Element).querySelectorAll<HTMLElement>(".picker-grid button")];
  const index = buttons.indexOf(document.activeElement as HTMLElement);
  if (move === undefined || (index < 0 && event.key !== "ArrowDown")) return;
  event.preventDefault();
  buttons[index < 0 ? 0 : index + move]?.focus();
}
