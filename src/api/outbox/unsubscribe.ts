import { z } from "zod";
import { changeProfile } from "../../commands/change-profile.ts";
import { isUserId, type UserId } from "../../domain/ids.ts";
import type { Locale } from "../../domain/user/events.ts";
import { escaped } from "../../workers/email/html.ts";
import { mayUnsubscribe } from "../../workers/email/signing.ts";
import { wordsIn } from "../../workers/email/words.ts";
import { done, tellPlace } from "../outcome.ts";
import type { Api, ApiServer } from "../parts.ts";
import { notFound } from "../problem.ts";
import { plainPage } from "./plain-page.ts";

const query = z.strictObject({ user: z.string().max(100), mac: z.string().max(100) });
const tags = ["users"];
const page = { produces: ["text/html"], response: { 200: z.string().describe("A page for people.") } };

/**
 * Ends the mails about unread messages, for whoever has the link in one: a click in the mail reader (RFC 8058), or on the
 * page. Looking at the page alone changes nothing, since programs look at links, too.
 */
export async function unsubscribe(server: ApiServer, api: Api): Promise<void> {
  ask(server, api);
  await server.register((scope: ApiServer, _options, registered) => {
    // What mail readers and forms send says nothing that the link does not.
    scope.addContentTypeParser(
      ["application/x-www-form-urlencoded", "multipart/form-data"],
      { parseAs: "buffer" },
      (_request, _body, parsed) => parsed(null, undefined),
    );
    end(scope, api);
    registered();
  });
}

function ask(server: ApiServer, api: Api): void {
  server.get(
    "/api/mail/unsubscribe",
    {
      config: { access: "anyone", problems: ["not_found"] },
      schema: { summary: "The page that asks whether mails shall end", tags, querystring: query, ...page },
    },
    async (request, reply) => {
      const say = wordsIn(await localeOf(api, askedBy(api, request.query)));
      const action = `/api/mail/unsubscribe?${new URLSearchParams(request.query).toString()}`;
      void reply.type("text/html; charset=utf-8");
      const button = `<button type="submit">${escaped(say("unsubscribe"))}</button>`;
      return plainPage(say("unsubscribe"), `<form method="post" action="${escaped(action)}">${button}</form>`);
    },
  );
}

function end(server: ApiServer, api: Api): void {
  server.post(
    "/api/mail/unsubscribe",
    {
      config: { access: "anyone", problems: ["not_found"] },
      schema: {
        summary: "End mails about unread messages, by the link in one of them",
        tags,
        querystring: query,
        ...page,
      },
    },
    async (request, reply) => {
      const actor = askedBy(api, request.query);
      const outcome = await changeProfile(api.commands, { actor, notifyEmail: "off", correlationId: request.id });
      await tellPlace(reply, api.places, done(outcome));
      const say = wordsIn(await localeOf(api, actor));
      void reply.type("text/html; charset=utf-8");
      return plainPage(say("unsubscribed"), `<p>${escaped(say("unsubscribedHow"))}</p>`);
    },
  );
}

/** @throws Problem where the link was not made here. */
function askedBy({ mailSigning }: Api, { user, mac }: z.output<typeof query>): UserId {
  if (!isUserId(user) || !mayUnsubscribe(mailSigning, { userId: user, mac })) throw notFound();
  return user;
}

async function localeOf({ reads, settings }: Api, userId: UserId): Promise<Locale> {
  return (await reads.people.profile(userId))?.locale ?? settings.locale;
}
