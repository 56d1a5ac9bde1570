type Random = () => number;

/** The bytes with one to four things done to them that break parsers: `others` are where foreign parts come from. */
export function mutated(bytes: Uint8Array, others: readonly Uint8Array[], tokens: readonly string[], random: Random) {
  let result: Buffer = Buffer.from(bytes);
  for (let times = 1 + Math.floor(random() * 4); times > 0; times--) {
    const mutation = MUTATIONS[Math.floor(random() * MUTATIONS.length)];
    result = mutation?.(result, { others, tokens, random }).subarray(0, LONGEST) ?? result;
  }
  return result;
}

const LONGEST = 20_000;

interface Means {
  readonly others: readonly Uint8Array[];
  readonly tokens: readonly string[];
  readonly random: Random;
}

type Mutation = (bytes: Buffer, means: Means) => Buffer;

function place(bytes: Buffer, { random }: Means): number {
  return Math.floor(random() * bytes.length);
}

function range(bytes: Buffer, means: Means): [number, number] {
  const from = place(bytes, means);
  return [from, Math.min(bytes.length, from + 1 + Math.floor(means.random() ** 2 * 200))];
}

function inserted(bytes: Buffer, at: number, part: Uint8Array): Buffer {
  return Buffer.concat([bytes.subarray(0, at), part, bytes.subarray(at)]);
}

function token({ tokens, random }: Means): Buffer {
  return Buffer.from(tokens[Math.floor(random() * tokens.length)] ?? "");
}

const NUMBERS = ["0", "-1", "255", "65536", "2147483647", "4294967296", "99999999999999999999", "1e308", "0.0000001"];

const MUTATIONS: readonly Mutation[] = [
  // Bits flipped.
  (bytes, means) => {
    const result = Buffer.from(bytes);
    for (let count = 1 + Math.floor(means.random() * 8); count > 0 && result.length > 0; count--) {
      const at = place(result, means);
      result[at] = (result[at] ?? 0) ^ (1 << Math.floor(means.random() * 8));
    }
    return result;
  },
  // Cut off.
  (bytes, means) => bytes.subarray(0, place(bytes, means)),
  // A part left out.
  (bytes, means) => {
    const [from, to] = range(bytes, means);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  },
  // A part said again, once or up to 60 times.
  (bytes, means) => {
    const [from, to] = range(bytes, means);
    const times = means.random() < 0.7 ? 1 : Math.floor(means.random() * 60);
    return inserted(bytes, to, Buffer.concat(Array.from({ length: times }, () => bytes.subarray(from, to))));
  },
  // A part of another document.
  (bytes, means) => {
    const other = Buffer.from(means.others[Math.floor(means.random() * means.others.length)] ?? []);
    const [from, to] = range(other, means);
    return inserted(bytes, place(bytes, means), other.subarray(from, to));
  },
  // A number blown up.
  (bytes, means) => {
    const text = bytes.toString("latin1");
    const numbers = [...text.matchAll(/\d+/g)];
    const chosen = numbers[Math.floor(means.random() * numbers.length)];
    const value = NUMBERS[Math.floor(means.random() * NUMBERS.length)] ?? "0";
    return chosen === undefined
      ? bytes
      : Buffer.from(text.slice(0, chosen.index) + value + text.slice(chosen.index + chosen[0].length), "latin1");
  },
  // A word of the format, once or nested up to 2,000 deep.
  (bytes, means) => {
    const times = means.random() < 0.7 ? 1 : Math.floor(means.random() ** 2 * 2000);
    return inserted(bytes, place(bytes, means), Buffer.concat(Array.from({ length: times }, () => token(means))));
  },
  // Bytes of any kind.
  (bytes, means) => {
    const noise = Buffer.from(Array.from({ length: 1 + Math.floor(means.random() * 30) }, () => means.random() * 256));
    return inserted(bytes, place(bytes, means), noise);
  },
];
