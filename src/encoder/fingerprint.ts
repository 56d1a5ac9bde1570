import { createHash } from "node:crypto";
import type { EncoderTables } from "./tables.ts";

/** Few enough for about ten milliseconds; the grammatical words are among them. */
const PROBED_WORDS = 300;
const WORDS_IN_TEXT = 50;
/** What the most frequent words do not show: folding, numbers, initials, inflection, derivation, unknown words. */
const SPECIMEN =
  "Ms. Skłodowska’s U.S. visit: 1,250 people ran, running, ran again in 1998, the 21st time; F.B.I. mice, e-mail, 東京, " +
  "qxzwv. Hopefully nationalization, happily agreed, stories, hopping, generously conditional, activities, studied.";

/**
 * Eight hex digits that follow from what the encoder does: a change to its weights, to the tables or to how `#text`
 * splits and stems words changes them, and with them the embedder's id, so that vectors of two kinds never mix.
 */
export function fingerprint(encode: (text: string) => Float32Array, tables: EncoderTables): string {
  const hash = createHash("sha256");
  const texts = [SPECIMEN];
  for (const [word, i] of tables.index) {
    if (i >= PROBED_WORDS) break;
    if (i % WORDS_IN_TEXT === 0) texts.push("");
    texts.push(`${texts.pop()} ${word}`);
  }
  // Rounded, so that the last bit of a logarithm on another machine does not matter.
  for (const text of texts) hash.update(Int16Array.from(encode(text), (value) => Math.round(value * 1000)));
  return hash.digest("hex").slice(0, 8);
}
