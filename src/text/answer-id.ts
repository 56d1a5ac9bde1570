import { randomBytes } from "node:crypto";

/** A new id for an answer. Has no `-`: `npm run replay -- ID` would take an id that begins with one for an option. */
export function newAnswerId(): string {
  return randomBytes(9).toString("base64url").replaceAll("-", "_");
}
