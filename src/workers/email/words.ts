import { IntlMessageFormat } from "intl-messageformat";
import type { Locale } from "../../domain/user/events.ts";

/** What mails say, in ICU's message format. */
const en = {
  messagesIn: "{count, plural, one {# new message} other {# new messages}} in {name}",
  messagesFrom: "{count, plural, one {# new message} other {# new messages}} from {name}",
  messagesInMany: "New messages in {count, plural, one {# conversation} other {# conversations}}",
  hello: "Hello {name},",
  unread: "this came while you were away.",
  countFrom: "{count, plural, one {# message} other {# messages}}",
  more: "and {count, plural, one {# more message} other {# more messages}}",
  manyMore: "and many more messages",
  open: "Open the conversation",
  moreConversations: "There is more in other conversations.",
  openAll: "Open Verbatim",
  why: "You are mailed about messages that you have not read at {host}. How often is a setting in your profile.",
  unsubscribe: "No more mails of this kind",
  unsubscribed: "No more mails",
  unsubscribedHow: "You are not mailed about unread messages any more. Your profile has the setting.",
  noOne: "Somebody",
  resetSubject: "Set a new password",
  resetText:
    "Somebody, probably you, asked to set a new password for {username} at {host}. This link does it, once, for {minutes} minutes:",
  resetOpen: "Set a new password",
  resetNot: "If it was not you, nothing needs to be done: your password stays as it is.",
  inviteSubject: "{name} invites you to {host}",
  inviteText: "{name} invites you to write with them at {host}. The link lets one person in, until {until}:",
  inviteOpen: "Join",
  inviteNot: "If you do not know what this is about, nothing needs to be done.",
  testSubject: "Mails from Verbatim come here",
  testText: "You asked {host} for this mail, to see that mails come. They do.",
  testOpen: "How often you are mailed",
  testNot: "If it was not you, nothing needs to be done.",
  checkpointSubject: "Checkpoint of {host}: {size, number} events",
  checkpointText:
    "Keep this mail where {host} cannot reach it. Whoever has it can show later whether anything that was written before {time} was changed, left out or slipped in.",
  checkpointNot: "You are mailed this because you are an auditor of {host}. Whoever runs it can turn it off.",
};

export type MailWords = typeof en;

const pl: MailWords = {
  messagesIn: "{count, plural, one {# nowa wiadomość} few {# nowe wiadomości} other {# nowych wiadomości}} – {name}",
  messagesFrom: "{count, plural, one {# nowa wiadomość} few {# nowe wiadomości} other {# nowych wiadomości}}: {name}",
  messagesInMany: "Nowe wiadomości w {count, plural, one {# rozmowie} other {# rozmowach}}",
  hello: "Cześć {name},",
  unread: "to przyszło pod Twoją nieobecność.",
  countFrom: "{count, plural, one {# wiadomość} few {# wiadomości} other {# wiadomości}}",
  more: "i jeszcze {count, plural, one {# wiadomość} few {# wiadomości} other {# wiadomości}}",
  manyMore: "i wiele innych wiadomości",
  open: "Otwórz rozmowę",
  moreConversations: "W innych rozmowach jest więcej.",
  openAll: "Otwórz Verbatim",
  why: "Piszemy o wiadomościach, których nie przeczytano w {host}. Jak często – to ustawienie w profilu.",
  unsubscribe: "Nie chcę więcej takich wiadomości",
  unsubscribed: "Koniec wiadomości",
  unsubscribedHow: "Nie będziemy już pisać o nieprzeczytanych wiadomościach. Można to zmienić w profilu.",
  noOne: "Ktoś",
  resetSubject: "Ustaw nowe hasło",
  resetText:
    "Ktoś, zapewne Ty, prosi o nowe hasło dla {username} w {host}. Ten odnośnik ustawi je raz, w ciągu {minutes} minut:",
  resetOpen: "Ustaw nowe hasło",
  resetNot: "Jeśli to nie Ty, nie trzeba nic robić: hasło zostaje bez zmian.",
  inviteSubject: "{name} zaprasza do {host}",
  inviteText: "{name} zaprasza do rozmów w {host}. Odnośnik wpuszcza jedną osobę, do {until}:",
  inviteOpen: "Dołącz",
  inviteNot: "Jeśli nie wiesz, o co chodzi, nie trzeba nic robić.",
  testSubject: "Wiadomości z Verbatim tu dochodzą",
  testText: "To próbna wiadomość z {host}, wysłana na Twoją prośbę. Jak widać, doszła.",
  testOpen: "Jak często piszemy",
  testNot: "Jeśli to nie Ty, nie trzeba nic robić.",
  checkpointSubject:
    "Punkt kontrolny {host}: {size, plural, one {# zdarzenie} few {# zdarzenia} many {# zdarzeń} other {# zdarzenia}}",
  checkpointText:
    "Zachowaj tę wiadomość tam, gdzie {host} nie sięga. Kto ją ma, może później wykazać, czy coś, co zapisano przed {time}, zmieniono, pominięto lub dopisano.",
  checkpointNot: "Dostajesz tę wiadomość jako audytor {host}. Może to wyłączyć osoba, która prowadzi serwer.",
};

const fr: MailWords = {
  messagesIn: "{count, plural, one {# nouveau message} other {# nouveaux messages}} dans {name}",
  messagesFrom: "{count, plural, one {# nouveau message} other {# nouveaux messages}} de {name}",
  messagesInMany: "Nouveaux messages dans {count, plural, one {# conversation} other {# conversations}}",
  hello: "Bonjour {name},",
  unread: "voici ce qui est arrivé en votre absence.",
  countFrom: "{count, plural, one {# message} other {# messages}}",
  more: "et {count, plural, one {# autre message} other {# autres messages}}",
  manyMore: "et bien d’autres messages",
  open: "Ouvrir la conversation",
  moreConversations: "D’autres conversations ont aussi du nouveau.",
  openAll: "Ouvrir Verbatim",
  why: "Vous recevez un courriel pour les messages non lus sur {host}. La fréquence se règle dans votre profil.",
  unsubscribe: "Ne plus recevoir ces courriels",
  unsubscribed: "Plus de courriels",
  unsubscribedHow: "Vous ne recevrez plus de courriels pour les messages non lus. Le réglage est dans votre profil.",
  noOne: "Quelqu’un",
  resetSubject: "Choisir un nouveau mot de passe",
  resetText:
    "Quelqu’un, sans doute vous, a demandé un nouveau mot de passe pour {username} sur {host}. Ce lien permet de le choisir, une fois, pendant {minutes} minutes :",
  resetOpen: "Choisir un nouveau mot de passe",
  resetNot: "Si ce n’était pas vous, il n’y a rien à faire : votre mot de passe ne change pas.",
  inviteSubject: "{name} vous invite sur {host}",
  inviteText: "{name} vous invite à écrire sur {host}. Le lien vaut pour une personne, jusqu’au {until} :",
  inviteOpen: "Rejoindre",
  inviteNot: "Si vous ne savez pas de quoi il s’agit, il n’y a rien à faire.",
  testSubject: "Les courriels de Verbatim arrivent ici",
  testText: "Vous avez demandé ce courriel à {host} pour voir si les courriels arrivent. C’est le cas.",
  testOpen: "Régler la fréquence",
  testNot: "Si ce n’était pas vous, il n’y a rien à faire.",
  checkpointSubject: "Point de contrôle de {host} : {size, plural, one {# événement} other {# événements}}",
  checkpointText:
    "Gardez ce courriel hors de portée de {host}. Qui le possède peut montrer plus tard si quelque chose d’écrit avant {time} a été changé, omis ou ajouté.",
  checkpointNot: "Vous recevez ce courriel comme auditeur de {host}. La personne qui l’exploite peut le désactiver.",
};

const zhTW: MailWords = {
  messagesIn: "「{name}」有 {count} 則新訊息",
  messagesFrom: "{name} 傳來 {count} 則新訊息",
  messagesInMany: "{count} 個對話有新訊息",
  hello: "{name}，您好：",
  unread: "您不在時收到了這些訊息。",
  countFrom: "{count} 則訊息",
  more: "還有 {count} 則訊息",
  manyMore: "還有更多訊息",
  open: "開啟對話",
  moreConversations: "其他對話也有新訊息。",
  openAll: "開啟 Verbatim",
  why: "您在 {host} 有未讀訊息，因此收到這封信。可以在個人資料中設定頻率。",
  unsubscribe: "不再收到這類信件",
  unsubscribed: "不再寄信",
  unsubscribedHow: "我們不會再為未讀訊息寄信給您。可以在個人資料中變更。",
  noOne: "某人",
  resetSubject: "設定新密碼",
  resetText: "有人（應該是您）要求為 {host} 的 {username} 設定新密碼。請在 {minutes} 分鐘內使用這個連結，僅限一次：",
  resetOpen: "設定新密碼",
  resetNot: "如果不是您，請忽略這封信：您的密碼不會改變。",
  inviteSubject: "{name} 邀請您加入 {host}",
  inviteText: "{name} 邀請您到 {host} 一起交談。這個連結可讓一個人加入，有效至 {until}：",
  inviteOpen: "加入",
  inviteNot: "如果您不清楚這是什麼，請忽略這封信。",
  testSubject: "Verbatim 的信件會寄到這裡",
  testText: "您請 {host} 寄出這封信，以確認收得到信件。您收到了。",
  testOpen: "設定通知頻率",
  testNot: "如果不是您，請忽略這封信。",
  checkpointSubject: "{host} 的檢查點：{size, number} 個事件",
  checkpointText:
    "請把這封信保存在 {host} 無法觸及的地方。持有它的人日後可以證明，{time} 之前寫下的內容是否遭到更改、遺漏或插入。",
  checkpointNot: "您是 {host} 的稽核人員，因此收到這封信。系統管理者可以關閉此通知。",
};

const all: Readonly<Record<Locale, MailWords>> = { en, pl, fr, "zh-TW": zhTW };

export type Say = (word: keyof MailWords, values?: Readonly<Record<string, string | number>>) => string;

/** Says it in a language, with values put in as they are. */
export function wordsIn(locale: Locale): Say {
  return (word, values) =>
    String(new IntlMessageFormat(all[locale][word], locale, undefined, { ignoreTag: true }).format(values));
}

/** All that there is to say, for whoever looks at it. */
export const everyWord = Object.keys(en) as readonly (keyof MailWords)[];
