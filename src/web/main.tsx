import { render } from "preact";
import "./look/tokens.css";
import "./look/fonts.css";
import "./look/base.css";
import "./look/people.css";
import "./parts/parts.css";
import "./app/app.css";
import "./list/list.css";
import "./chat/chat.css";
import "./composer/composer.css";
import "./incident/incident.css";
import { App } from "./app/app.tsx";
import { start } from "./app/session.ts";
import { report } from "./store/report.ts";

const place = document.getElementById("app");
if (place) render(<App />, place);
void start().catch(report);
