import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FetchError } from "#errors.ts";
import { readAddress } from "#fetch/address.ts";
import { createGuard } from "#fetch/guard.ts";
import { notPublic } from "#fetch/public.ts";

/** Written down from the IANA registries (RFC 6890 and later), apart from the library's own table. */
const NOT_GLOBAL_V4 = [
  "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24",
  "192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4",
]
  .join(" ")
  .split(" ");
const NOT_GLOBAL_V6 = [
  "::/128 ::1/128 ::/96 ::ffff:0:0/96 ::ffff:0:0:0/96 64:ff9b::/96 64:ff9b:1::/48 100::/64 2001::/32 2001:2::/48",
  "2001:10::/28 2001:20::/28 2001:db8::/32 2002::/16 3fff::/20 5f00::/16 fc00::/7 fe80::/10 fec0::/10 ff00::/8",
]
  .join(" ")
  .split(" ");
/** Networks of well-known operators; every address in them is public. */
const GLOBAL_V4 = ["8.8.0.0/16", "1.1.1.0/24", "93.184.0.0/16", "151.101.0.0/16", "185.15.56.0/22", "104.16.0.0/12"];
const GLOBAL_V6 = ["2606:4700::/32", "2a00:1450::/32", "2620:0:860::/46", "2a04:4e42::/32", "2400:cb00::/32"];

type Address = { readonly bits: bigint; readonly size: 32 | 128 };

const SEED = 20_261_124;

function inRange(range: string): fc.Arbitrary<Address> {
  const [start = "", length = "0"] = range.split("/");
  const size = start.includes(":") ? 128 : 32;
  const free = BigInt(size - Number(length));
  const base = size === 32 ? fromV4(start) : fromV6(start);
  return fc.bigInt(0n, (1n << free) - 1n).map((rest) => ({ bits: base | rest, size }));
}

function fromV4(text: string): bigint {
  return text.split(".").reduce((bits, octet) => (bits << 8n) | BigInt(octet), 0n);
}

function fromV6(text: string): bigint {
  const [left = "", right] = text.split("::");
  const parts = (side: string): string[] => (side === "" ? [] : side.split(":"));
  const before = parts(left);
  const after = parts(right ?? "");
  const zeros = Array<string>(8 - before.length - after.length).fill("0");
  return [...before, ...zeros, ...after].reduce((bits, part) => (bits << 16n) | BigInt(`0x${part}`), 0n);
}

const octets = (bits: bigint): number[] => [24n, 16n, 8n, 0n].map((shift) => Number((bits >> shift) & 0xffn));
const hextets = (bits: bigint): string[] =>
  Array.from({ length: 8 }, (_, i) => ((bits >> BigInt(112 - 16 * i)) & 0xffffn).toString(16));

/** One number of an IPv4 address in any of the bases that the URL standard reads. */
const numeral = (value: bigint | number): fc.Arbitrary<string> =>
  fc.constantFrom(
    value.toString(10),
    `0x${value.toString(16)}`,
    `0X${value.toString(16).toUpperCase()}`,
    `0${value.toString(8)}`,
    `000${value.toString(8)}`,
  );

function spelledV4(bits: bigint): fc.Arbitrary<string> {
  const [a = 0, b = 0, c = 0, d = 0] = octets(bits);
  const written = (...numbers: (bigint | number)[]): fc.Arbitrary<string> =>
    fc.tuple(...numbers.map(numeral)).map((parts) => parts.join("."));
  return fc
    .tuple(
      fc.oneof(
        written(a, b, c, d),
        written(a, b, (c << 8) | d),
        written(a, (b << 16) | (c << 8) | d),
        written(bits),
        fc.constant(
          octets(bits)
            .join(".")
            .replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
        ),
        fc.constant(octets(bits).join("。")),
        fc.constant(
          octets(bits)
            .join(".")
            .replace(/\d/g, (digit) => `%3${digit}`),
        ),
      ),
      fc.constantFrom("", "."),
    )
    .map(([host, dot]) => host + dot);
}

function spelledV6(bits: bigint): fc.Arbitrary<string> {
  const parts = hextets(bits);
  const dotted = [...parts.slice(0, 6), octets(bits & 0xffff_ffffn).join(".")].join(":");
  const full = parts.map((part) => part.padStart(4, "0")).join(":");
  const short = new URL(`http://[${parts.join(":")}]/`).hostname.slice(1, -1);
  return fc.constantFrom(parts.join(":"), full, full.toUpperCase(), dotted, short).map((text) => `[${text}]`);
}

const spelled = ({ bits, size }: Address): fc.Arbitrary<string> => (size === 32 ? spelledV4(bits) : spelledV6(bits));

/** As the URL check and the classifier see an address; `null`: it passes. */
function refusalOf(address: string): string | null {
  try {
    return notPublic(readAddress(address).hostname.replace(/^\[(.*)\]$/, "$1"));
  } catch (error) {
    if (error instanceof FetchError) return error.trouble;
    throw error;
  }
}

const anyOf = (ranges: readonly string[]): fc.Arbitrary<Address> => fc.oneof(...ranges.map(inRange));
const spellings = (ranges: readonly string[]): fc.Arbitrary<string> =>
  anyOf(ranges)
    .chain(spelled)
    .chain((host) => fc.constantFrom(`http://${host}/`, `https://${host}:8443/a?b`, `HTTP:\\\\${host}\\`));

describe("every spelling of an address", () => {
  test("in a range that is not global is refused", () => {
    fc.assert(
      fc.property(spellings([...NOT_GLOBAL_V4, ...NOT_GLOBAL_V6]), (address) => refusalOf(address) !== null),
      { seed: SEED, numRuns: 10_000 },
    );
  });

  test("in a range that is global passes", () => {
    fc.assert(
      fc.property(spellings([...GLOBAL_V4, ...GLOBAL_V6]), (address) => {
        expect(refusalOf(address)).toBeNull();
      }),
      { seed: SEED, numRuns: 2_000 },
    );
  });

  test("of IPv4 that hides in IPv6 is refused, be it public or not", () => {
    const hidden = anyOf([...NOT_GLOBAL_V4, ...GLOBAL_V4]).chain(({ bits }) =>
      fc.constantFrom(
        (0xffffn << 32n) | bits,
        bits,
        (0xffff_0000n << 32n) | bits,
        (0x64_ff9bn << 96n) | bits,
        (0x2002n << 112n) | (bits << 80n),
        (0x2001n << 112n) | (bits << 64n) | (~bits & 0xffff_ffffn),
        (0x2a00_1450n << 96n) | (0x5efen << 32n) | bits,
        (0x2a00_1450n << 96n) | (0x0200_5efen << 32n) | bits,
      ),
    );
    fc.assert(
      fc.property(
        hidden.chain((bits) => spelledV6(bits)),
        (host) => refusalOf(`http://${host}/`) !== null,
      ),
      { seed: SEED, numRuns: 2_000 },
    );
  });
});

test("whatever stands where an address should, it is refused or has a host that is looked up", () => {
  const piece = fc.oneof(
    fc.constantFrom(
      "http://",
      "https:",
      "//",
      "\\",
      "@",
      ":",
      "/",
      "[",
      "]",
      "%",
      "%00",
      "127.0.0.1",
      "0x7f",
      "::1",
      "\t",
    ),
    fc.constantFrom(
      "localhost",
      ".",
      "。",
      "ⓛ",
      "?",
      "#",
      "\u0000",
      "file:",
      "example.org",
      "xn--",
      "\u202e",
      "80",
      "é",
    ),
    fc.nat(0x10ffff).map((point) => String.fromCodePoint(point)),
  );
  const hostile = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));
  let spent = 0;
  fc.assert(
    fc.property(hostile, (text) => {
      const started = performance.now();
      const refusal = refusalOf(text);
      spent += performance.now() - started;
      if (refusal !== null && refusal !== "not an address") return;
      const { protocol, username, hostname } = new URL(text);
      expect(protocol).toMatch(/^https?:$/);
      expect(username).toBe("");
      expect(hostname).not.toBe("");
    }),
    { seed: SEED, numRuns: 10_000 },
  );
  expect(spent).toBeLessThan(2_000);
});

describe("the addresses that a name leads to", () => {
  const guardFor = (addresses: readonly string[]) =>
    createGuard(
      () => false,
      async () => addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    );
  const never = new AbortController().signal;

  test("pass when all of them are public", async () => {
    const found = await guardFor(["93.184.216.34", "2606:4700::1111"])(new URL("http://example.org/"), never);
    expect(found.map(({ address }) => address)).toEqual(["93.184.216.34", "2606:4700::1111"]);
  });

  test("are refused when a single one is not", async () => {
    const addresses = fc
      .tuple(
        fc.array(anyOf([...GLOBAL_V4, ...GLOBAL_V6]), { maxLength: 6 }),
        anyOf([...NOT_GLOBAL_V4, ...NOT_GLOBAL_V6]),
      )
      .chain(([good, bad]) => fc.shuffledSubarray([...good, bad], { minLength: good.length + 1 }));
    const text = ({ bits, size }: Address): string => (size === 32 ? octets(bits).join(".") : hextets(bits).join(":"));
    await fc.assert(
      fc.asyncProperty(addresses, async (found) => {
        const refusal = guardFor(found.map(text))(new URL("http://example.org/"), never);
        await expect(refusal).rejects.toMatchObject({ trouble: "forbidden" });
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  test.each([
    "",
    "127.0.0.1 ",
    "0177.0.0.1",
    "fe80::1%eth0",
    "example.org",
    "1.1.1",
    "::ffff:1.1.1.1",
    "[2606:4700::1]",
  ])("are refused when a resolver gives %j", async (address) => {
    await expect(guardFor([address])(new URL("http://example.org/"), never)).rejects.toBeInstanceOf(FetchError);
  });

  test("are missed when there is none", async () => {
    await expect(guardFor([])(new URL("http://example.org/"), never)).rejects.toMatchObject({ trouble: "missing" });
  });
});
