/** What one contender did in one round. */
export interface Sample {
  readonly done: number;
  readonly seconds: number;
}

export type Contender = () => Promise<Sample>;

const rounds = 7;

/**
 * Lets the contenders work one after the other, round by round: a machine that is slow for a while is slow for all of
 * them. A first round only warms up, and every second round goes backwards, so that nobody always follows the same one.
 * @returns each contender's median rate, done per second.
 */
export async function inTurns<Name extends string>(
  contenders: Readonly<Record<Name, Contender>>,
): Promise<Record<Name, number>> {
  const entries = Object.entries<Contender>(contenders);
  const rates = new Map<string, number[]>(entries.map(([name]) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, work] of round % 2 === 0 ? entries : entries.toReversed()) {
      const { done, seconds } = await work();
      if (round > 0) rates.get(name)?.push(done / seconds);
    }
  }
  return Object.fromEntries(entries.map(([name]) => [name, median(rates.get(name) ?? [])])) as Record<Name, number>;
}

/**
 * For what takes long: each once, then each once more, backwards. What must be warm is so before.
 * @returns each contender's rate over both rounds, done per second.
 */
export async function thereAndBack<Name extends string>(
  contenders: Readonly<Record<Name, Contender>>,
): Promise<Record<Name, number>> {
  const entries = Object.entries<Contender>(contenders);
  const sums = new Map<string, Sample>();
  for (const [name, work] of [...entries, ...entries.toReversed()]) {
    const { done, seconds } = await work();
    const before = sums.get(name) ?? { done: 0, seconds: 0 };
    sums.set(name, { done: before.done + done, seconds: before.seconds + seconds });
  }
  return Object.fromEntries([...sums].map(([name, { done, seconds }]) => [name, done / seconds])) as Record<
    Name,
    number
  >;
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}
