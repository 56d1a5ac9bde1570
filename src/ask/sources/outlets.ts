import { words } from "#text/words.ts";

/** Whether two names mean one outlet: `The Guardian` and `guardian`, `BBC` and `BBC News`, `AP` and `Associated Press`. */
export function isSameOutlet(one: string, other: string): boolean {
  const [a, b] = [coreOf(one), coreOf(other)];
  if (a.length === 0 || b.length === 0) return false;
  return a.join(" ") === b.join(" ") || isInitialsOf(a, b) || isInitialsOf(b, a);
}

/** The words that tell it from others; all of them where nothing would be left (`News Online`). */
function coreOf(outlet: string): readonly string[] {
  const all = words(outlet.replace(/\.(?:com|org|net|news|co(?=\.)|uk|ie|au|in)\b/giu, " ")).map((word) => word.text);
  const core = all.filter((word) => !GENERIC.has(word));
  return core.length > 0 ? core : all;
}

const GENERIC: ReadonlySet<string> = new Set(
  "the a www news online website site newspaper magazine agency newsagency".split(" "),
);

function isInitialsOf(short: readonly string[], long: readonly string[]): boolean {
  const [initials = ""] = short;
  if (short.length !== 1 || initials.length < 2 || long.length < 2) return false;
  return long.map((word) => word.charAt(0)).join("") === initials;
}
