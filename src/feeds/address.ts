import { LONGEST_FIELD } from "./limits.ts";

/** The absolute address of what a listing names, without spaces around it; `null`: it is none of http or https. */
export function resolveAddress(value: string | undefined, base: string): string | null {
  const text = value?.trim() ?? "";
  if (text === "" || text.length > LONGEST_FIELD || !URL.canParse(text, base)) {
    return null;
  }
  const url = new URL(text, base);
  return /^https?:$/.test(url.protocol) && url.hostname !== "" ? url.href : null;
}
