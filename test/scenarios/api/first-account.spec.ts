import { describe, expect, it } from "vitest";
import { ApiClient, made, password, type LoggedIn } from "../../support/api-client.ts";
import { apiServer } from "../../support/api-server.ts";

const server = apiServer({ REGISTRATION: "closed" });

describe("a new deployment", () => {
  it("makes exactly one of 20 who register at once its administrator, and takes no other where it is closed", async () => {
    const nobody = new ApiClient(server.url);
    const config = () => nobody.get<{ needs_first_account: boolean }>("/api/config");
    expect(made(await config()).needs_first_account).toBe(true);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        nobody.post<LoggedIn>("/api/auth/register", { username: `first${n}`, email: `f${n}@example.org`, password }),
      ),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 403)).toHaveLength(19);
    const token = answers.find(({ status }) => status === 201)?.json.token;
    const me = made(await new ApiClient(server.url, token).get<{ roles: string[] }>("/api/users/me"));
    expect(me.roles).toEqual(["administrator"]);
    expect(made(await config()).needs_first_account).toBe(false);
  });
});
