import alert from "lucide-static/icons/circle-alert.svg?raw";
import archive from "lucide-static/icons/archive.svg?raw";
import at from "lucide-static/icons/at-sign.svg?raw";
import back from "lucide-static/icons/arrow-left.svg?raw";
import ban from "lucide-static/icons/ban.svg?raw";
import bellOff from "lucide-static/icons/bell-off.svg?raw";
import bold from "lucide-static/icons/bold.svg?raw";
import unsave from "lucide-static/icons/bookmark-x.svg?raw";
import bookmark from "lucide-static/icons/bookmark.svg?raw";
import bullets from "lucide-static/icons/list.svg?raw";
import check from "lucide-static/icons/check.svg?raw";
import checks from "lucide-static/icons/check-check.svg?raw";
import chevronDown from "lucide-static/icons/chevron-down.svg?raw";
import chevronRight from "lucide-static/icons/chevron-right.svg?raw";
import clip from "lucide-static/icons/paperclip.svg?raw";
import clock from "lucide-static/icons/clock.svg?raw";
import close from "lucide-static/icons/x.svg?raw";
import code from "lucide-static/icons/code.svg?raw";
import codeBlock from "lucide-static/icons/square-code.svg?raw";
import compose from "lucide-static/icons/square-pen.svg?raw";
import copy from "lucide-static/icons/copy.svg?raw";
import crown from "lucide-static/icons/crown.svg?raw";
import down from "lucide-static/icons/arrow-down.svg?raw";
import download from "lucide-static/icons/download.svg?raw";
import forward from "lucide-static/icons/forward.svg?raw";
import hash from "lucide-static/icons/hash.svg?raw";
import incident from "lucide-static/icons/triangle-alert.svg?raw";
import info from "lucide-static/icons/info.svg?raw";
import italic from "lucide-static/icons/italic.svg?raw";
import letters from "lucide-static/icons/a-large-small.svg?raw";
import link from "lucide-static/icons/link.svg?raw";
import lock from "lucide-static/icons/lock.svg?raw";
import logOut from "lucide-static/icons/log-out.svg?raw";
import mail from "lucide-static/icons/mail.svg?raw";
import messageCircle from "lucide-static/icons/message-circle.svg?raw";
import more from "lucide-static/icons/ellipsis.svg?raw";
import moreVertical from "lucide-static/icons/ellipsis-vertical.svg?raw";
import muted from "lucide-static/icons/volume-x.svg?raw";
import newMessage from "lucide-static/icons/message-circle-plus.svg?raw";
import notes from "lucide-static/icons/notebook-pen.svg?raw";
import nothingFound from "lucide-static/icons/search-x.svg?raw";
import numbers from "lucide-static/icons/list-ordered.svg?raw";
import offline from "lucide-static/icons/wifi-off.svg?raw";
import panel from "lucide-static/icons/panel-right.svg?raw";
import pencil from "lucide-static/icons/pencil.svg?raw";
import pin from "lucide-static/icons/pin.svg?raw";
import plus from "lucide-static/icons/plus.svg?raw";
import quote from "lucide-static/icons/text-quote.svg?raw";
import react from "lucide-static/icons/smile-plus.svg?raw";
import refresh from "lucide-static/icons/refresh-cw.svg?raw";
import reply from "lucide-static/icons/reply.svg?raw";
import retry from "lucide-static/icons/rotate-ccw.svg?raw";
import search from "lucide-static/icons/search.svg?raw";
import send from "lucide-static/icons/send-horizontal.svg?raw";
import smile from "lucide-static/icons/smile.svg?raw";
import spinner from "lucide-static/icons/loader-circle.svg?raw";
import strike from "lucide-static/icons/strikethrough.svg?raw";
import trash from "lucide-static/icons/trash-2.svg?raw";
import userPlus from "lucide-static/icons/user-plus.svg?raw";
import users from "lucide-static/icons/users.svg?raw";
import user from "lucide-static/icons/user.svg?raw";
import calendar from "lucide-static/icons/calendar.svg?raw";
import gauge from "lucide-static/icons/gauge.svg?raw";
import settings from "lucide-static/icons/settings.svg?raw";
import bell from "lucide-static/icons/bell.svg?raw";
import moon from "lucide-static/icons/sun-moon.svg?raw";
import languages from "lucide-static/icons/languages.svg?raw";
import devices from "lucide-static/icons/monitor-smartphone.svg?raw";
import key from "lucide-static/icons/key-round.svg?raw";
import megaphone from "lucide-static/icons/megaphone.svg?raw";
import schedule from "lucide-static/icons/clock-arrow-up.svg?raw";
import report from "lucide-static/icons/file-text.svg?raw";
import up from "lucide-static/icons/arrow-up.svg?raw";
import shield from "lucide-static/icons/shield.svg?raw";
import siren from "lucide-static/icons/siren.svg?raw";
import bars1 from "lucide-static/icons/signal-low.svg?raw";
import bars2 from "lucide-static/icons/signal-medium.svg?raw";
import bars3 from "lucide-static/icons/signal-high.svg?raw";
import open from "lucide-static/icons/circle-dot.svg?raw";
import resolved from "lucide-static/icons/circle-check.svg?raw";

const files = {
  user,
  calendar,
  gauge,
  settings,
  bell,
  moon,
  languages,
  devices,
  key,
  megaphone,
  schedule,
  report,
  up,
  shield,
  siren,
  bars1,
  bars2,
  bars3,
  open,
  resolved,

  alert,
  archive,
  at,
  back,
  ban,
  bellOff,
  bold,
  bookmark,
  unsave,
  bullets,
  check,
  checks,
  chevronDown,
  chevronRight,
  clip,
  clock,
  close,
  code,
  codeBlock,
  compose,
  copy,
  crown,
  down,
  download,
  forward,
  hash,
  incident,
  info,
  italic,
  letters,
  link,
  lock,
  logOut,
  mail,
  messageCircle,
  more,
  moreVertical,
  muted,
  newMessage,
  notes,
  nothingFound,
  numbers,
  offline,
  panel,
  pencil,
  pin,
  plus,
  quote,
  react,
  refresh,
  reply,
  retry,
  search,
  send,
  smile,
  spinner,
  strike,
  trash,
  userPlus,
  users,
} as const;

export type IconName = keyof typeof files;

/** What is drawn, without the frame that lucide's files put around it. */
export function drawing(name: IconName): string {
  return withoutFrame(files[name]);
}

export function withoutFrame(file: string): string {
  return file.replace(/^[\s\S]*?<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "");
}
