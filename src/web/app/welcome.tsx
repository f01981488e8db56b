import { useState } from "preact/hooks";
import { Mark, Quotes } from "../parts/mark.tsx";
import { localeNames, localeNow, locales, t } from "../words/words.ts";
import { deployment } from "./deployment.ts";
import { Forgotten, PasswordByMail } from "./forgotten.tsx";
import { broughtAs } from "./from-link.ts";
import { LogIn } from "./log-in.tsx";
import { Register } from "./register.tsx";
import { choose } from "./session.ts";

/** What is asked for; the last two say how the link of a mail ended. */
type Asks = "account" | "login" | "address" | "new-password" | "other-link" | "login-anew";

/** The first thing that anybody sees: making an account, or logging in. */
export function Welcome() {
  const isFirst = deployment.value?.needs_first_account ?? false;
  const mayRegister = isFirst || deployment.value?.registration !== "closed";
  const [asks, setAsks] = useState<Asks>(() => {
    if (broughtAs("reset") !== "") return "new-password";
    return isFirst || (mayRegister && broughtAs("invite") !== "") ? "account" : "login";
  });
  return (
    <main class="welcome">
      <section class="cover">
        <p class="cover-name">
          <Mark /> {t("app.name")}
        </p>
        <div class="cover-words">
          <p class="cover-tagline">{t("app.tagline")}</p>
          <p class="cover-about">{t("app.about")}</p>
        </div>
        <Languages />
        <span class="cover-quotes">
          <Quotes size={340} />
        </span>
      </section>
      <section class="welcome-form">
        <Asked asks={asks} isFirst={isFirst} onAsk={setAsks} />
        <Otherwise asks={asks} mayRegister={mayRegister} onAsk={setAsks} />
      </section>
    </main>
  );
}

interface AskedProps {
  readonly asks: Asks;
  readonly onAsk: (asks: Asks) => void;
}

function Asked({ asks, isFirst, onAsk }: AskedProps & { readonly isFirst: boolean }) {
  switch (asks) {
    case "account":
      return <Register isFirst={isFirst} />;
    case "login":
    case "login-anew":
      return <LogIn isAnew={asks === "login-anew"} onForgotten={() => onAsk("address")} />;
    case "address":
    case "other-link":
      return <Forgotten isLinkUsed={asks === "other-link"} />;
    case "new-password":
      return <PasswordByMail onSet={() => onAsk("login-anew")} onUsed={() => onAsk("other-link")} />;
  }
}

/** Where else to go from there. */
function Otherwise({ asks, mayRegister, onAsk }: AskedProps & { readonly mayRegister: boolean }) {
  const registers = asks === "account";
  // Whoever comes by a link may be logged in: the page finds out anew.
  if (asks === "new-password" || asks === "other-link")
    return (
      <p class="welcome-other">
        <a class="text-link" href="/">
          {t(asks === "new-password" ? "reset.leave" : "reset.back")}
        </a>
      </p>
    );
  if (asks === "address")
    return (
      <p class="welcome-other">
        <button type="button" class="text-link" onClick={() => onAsk("login")}>
          {t("reset.back")}
        </button>
      </p>
    );
  if (!mayRegister) return <p class="welcome-other">{t("welcome.closed")}</p>;
  return (
    <p class="welcome-other">
      {t(registers ? "welcome.have" : "welcome.have_not")}{" "}
      <button type="button" class="text-link" onClick={() => onAsk(registers ? "login" : "account")}>
        {t(registers ? "welcome.login" : "welcome.create")}
      </button>
    </p>
  );
}

function Languages() {
  return (
    <ul class="languages" aria-label={t("welcome.language")}>
      {locales.map((locale) => (
        <li key={locale}>
          <button type="button" lang={locale} aria-pressed={locale === localeNow()} onClick={() => void choose(locale)}>
            {localeNames[locale]}
          </button>
        </li>
      ))}
    </ul>
  );
}
