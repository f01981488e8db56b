import type { Api, ApiServer } from "../parts.ts";
import { login } from "./login.ts";
import { logout } from "./logout.ts";
import { password } from "./password.ts";
import { register } from "./register.ts";
import { reset } from "./reset.ts";
import { sessions } from "./sessions.ts";

export function addAuth(server: ApiServer, api: Api): void {
  register(server, api);
  login(server, api);
  logout(server, api);
  sessions(server, api);
  password(server, api);
  reset(server, api);
}
