import { beforeAll, describe, expect, it } from "vitest";
import { Person, type ApiClient } from "../../support/api-client.ts";
import { addressOf, describedApi, operationsOf, type Operation } from "../../support/api-description.ts";
import { apiServer } from "../../support/api-server.ts";
import { hireCast, setStage, type Cast, type Stage } from "./cast.ts";
import { rules, type RouteRule } from "./rules.ts";
import { standings, visibilities, type Standing, type Verdict, type Visibility } from "./standings.ts";

const server = apiServer();
let cast: Cast;
let operations: Operation[];

const nameOf = ({ method, path }: Operation): string => `${method} ${path}`;

beforeAll(async () => {
  cast = await hireCast(server.url);
  operations = operationsOf(await describedApi(server.url)).filter(({ path }) => path.startsWith("/api/"));
});

function addressIn(operation: Operation, rule: RouteRule, stage: Stage): string {
  const isOfMessage = operation.path.startsWith("/api/messages/");
  const { id = isOfMessage ? stage.message : stage.id, ...given } = rule.ids ?? {};
  const ids = { user_id: stage.victim, message_id: stage.message, ...given };
  const path = addressOf(operation, { ...ids, id: id === "victim" ? stage.victim : id });
  return rule.query === undefined ? path : `${path}?${rule.query}`;
}

/** Only the status: a stream is let go of as soon as it opens. */
async function statusFor(client: ApiClient, operation: Operation, { rule, stage }: Asked): Promise<number> {
  const asking = rule.endsSession && client instanceof Person ? await Person.register(server.url, "once") : client;
  const body = rule.body?.(stage);
  const leaving = new AbortController();
  const response = await fetch(server.url + addressIn(operation, rule, stage), {
    method: operation.method,
    signal: leaving.signal,
    headers: {
      ...(asking.token !== undefined && { authorization: `Bearer ${asking.token}` }),
      ...(body !== undefined && { "content-type": "application/json" }),
      ...rule.headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  leaving.abort();
  return response.status;
}

interface Asked {
  readonly rule: RouteRule;
  readonly stage: Stage;
}

function verdictOf(status: number): Verdict | "broken" {
  if (status === 401 || status === 403 || status === 404) return status;
  return status >= 500 || status === 429 ? "broken" : "let in";
}

/** All that is not as the rule says, a line each. */
async function faultsOf(operation: Operation, visibility: Visibility): Promise<string[]> {
  const rule = rules[nameOf(operation)];
  if (!rule) return [`${nameOf(operation)} has no rule.`];
  const stage = await setStage(cast, visibility);
  const faults: string[] = [];
  for (const standing of standings) {
    const status = await statusFor(cast.as[standing], operation, { rule, stage });
    const expected = rule.who(standing, visibility);
    if (verdictOf(status) !== expected) faults.push(faultText({ standing, visibility, status, expected }));
  }
  return faults.map((fault) => `${nameOf(operation)}: ${fault}`);
}

interface Fault {
  readonly standing: Standing;
  readonly visibility: Visibility;
  readonly status: number;
  readonly expected: Verdict;
}

const faultText = ({ standing, visibility, status, expected }: Fault): string =>
  `${standing}, ${visibility}: ${status} instead of ${expected}`;

describe("who may do what", () => {
  it("is laid down for every route", () => {
    const names = operations.map(nameOf).toSorted();
    expect(names.filter((name) => !(name in rules))).toEqual([]);
    expect(Object.keys(rules).filter((name) => !names.includes(name))).toEqual([]);
  });

  const someThousandRequests = { timeout: 400_000 };
  it.each(visibilities)("holds for every route and every standing in a %s room", someThousandRequests, async (each) => {
    const faults: string[] = [];
    for (const operation of operations) faults.push(...(await faultsOf(operation, each)));
    expect(faults).toEqual([]);
  });
});
