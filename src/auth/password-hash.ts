import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import type { Password } from "./password.ts";
import { formatPhc, parsePhc, type Argon2Hash } from "./phc.ts";
import { Queue } from "../platform/queue.ts";

/** OWASP's choice for argon2id: 19 MiB, two passes, one lane. */
const parameters = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const saltLength = 16;
const hashLength = 32;

/** Each takes 19 MiB and one of libuv's four threads, which files and DNS need too. */
const queue = new Queue({ atOnce: 2, waiting: 200 });

/** As costly to compare with as a real one, and nobody's password. */
const nobodys: Argon2Hash = { ...parameters, salt: randomBytes(saltLength), hash: randomBytes(hashLength) };

/** @returns a PHC string. @throws QueueFull */
export async function hashPassword(password: Password): Promise<string> {
  const salt = randomBytes(saltLength);
  const hash = await compute(password, { ...parameters, salt, length: hashLength });
  return formatPhc({ ...parameters, salt, hash });
}

/** Takes as long when there is no hash to compare with (null), and says no. @throws QueueFull */
export async function isPassword(password: Password, stored: string | null): Promise<boolean> {
  const expected = stored === null ? nobodys : parsePhc(stored);
  const actual = await compute(password, { ...expected, length: expected.hash.length });
  return timingSafeEqual(actual, expected.hash) && stored !== null;
}

/** Whether it was made with other parameters than are used now. */
export function isOutdated(stored: string): boolean {
  const { memory, passes, parallelism, salt, hash } = parsePhc(stored);
  return (
    memory !== parameters.memory ||
    passes !== parameters.passes ||
    parallelism !== parameters.parallelism ||
    salt.length !== saltLength ||
    hash.length !== hashLength
  );
}

interface Computation {
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
  readonly salt: Buffer;
  readonly length: number;
}

async function compute(
  password: Password,
  { salt, length, memory, passes, parallelism }: Computation,
): Promise<Buffer> {
  const settings = { message: password, nonce: salt, tagLength: length, memory, passes, parallelism };
  return queue.run(
    () =>
      new Promise((resolve, reject) => {
        argon2("argon2id", settings, (error, hash) => (error ? reject(error) : resolve(hash)));
      }),
  );
}
