import { readFileSync } from "node:fs";

/** The word by which robots.txt names us (RFC 9309, 2.2.1). */
export const PRODUCT = "Footnote";

/** `Footnote/1.2.3 (+contact)`: who asks, and where whoever runs us is reached. */
export function userAgentOf(contact: string | null): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  const version = typeof manifest === "object" && manifest !== null && "version" in manifest ? manifest.version : "0";
  return `${PRODUCT}/${version}${contact === null ? "" : ` (+${contact})`}`;
}
