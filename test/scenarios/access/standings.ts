/** What somebody may be to a conversation, from the most to the least; the last are nobody in it. */
export const standings = [
  "anonymous",
  "stranger",
  "administrator",
  "auditor",
  "operator",
  "blocked",
  "former",
  "banned",
  "viewer",
  "muted",
  "member",
  "moderator",
  "admin",
  "owner",
] as const;
export type Standing = (typeof standings)[number];

export const visibilities = ["private", "public"] as const;
export type Visibility = (typeof visibilities)[number];

/** Let in, whatever else may be wrong with what is asked; or the status of being turned away. */
export type Verdict = "let in" | 401 | 403 | 404;

/** Who is let in, by standing and by whether the room is public. */
export type Rule = (standing: Standing, visibility: Visibility) => Verdict;

const members: readonly Standing[] = ["viewer", "muted", "member", "moderator", "admin", "owner"];

const isMember = (standing: Standing): boolean => members.includes(standing);

/** Whoever is not logged in is told so before anything else. */
const loggedIn =
  (rule: Rule): Rule =>
  (standing, visibility) =>
    standing === "anonymous" ? 401 : rule(standing, visibility);

export const anyone: Rule = () => "let in";

export const everybody: Rule = loggedIn(() => "let in");

/** Of one's own things: there is none by this id. */
export const nobodyHasIt: Rule = loggedIn(() => 404);

const withRole = (...roles: readonly Standing[]): Rule =>
  loggedIn((standing) => (roles.includes(standing) ? "let in" : 403));

export const administrators = withRole("administrator");
export const operators = withRole("operator");
export const auditors = withRole("auditor");
export const auditorsAndAdministrators = withRole("auditor", "administrator");

/** Members, and in a public room everybody who is not banned. The others are told that there is nothing. */
export const readers: Rule = loggedIn((standing, visibility) => {
  if (isMember(standing)) return "let in";
  return visibility === "public" && standing !== "banned" ? "let in" : 404;
});

/** Of those who may read, only these; the others are told that they may not. */
const among = (...allowed: readonly Standing[]): Rule =>
  loggedIn((standing, visibility) => {
    const reads = readers(standing, visibility);
    if (reads !== "let in") return reads;
    return allowed.includes(standing) ? "let in" : 403;
  });

/** Of what is one's own as a member: whoever is none has nothing of the kind. */
export const ownAsMember: Rule = loggedIn((standing) => (isMember(standing) ? "let in" : 404));

export const membersOnly = among(...members);
export const writers = among("member", "moderator", "admin", "owner");
/** Whether they may write then is asked when it is due. */
export const writersSomeTime = among("muted", "member", "moderator", "admin", "owner");
export const moderators = among("moderator", "admin", "owner");
export const managers = among("admin", "owner");
export const owners = among("owner");
/** Of the message that the member sent. */
export const senders = among("member");
export const sendersAndModerators = among("member", "moderator", "admin", "owner");
