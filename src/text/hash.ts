import { createHash } from "node:crypto";

/** SHA-256 (hex) of title and text. The title's length stands in front, so no two pairs run together. */
export function contentHash(title: string, text: string): string {
  return sha256(`${title.length}:${title}\n${text}`);
}

/** SHA-256 (hex) of the UTF-8 form of a text. */
export function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}
