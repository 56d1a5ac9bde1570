import { InputError } from "#errors.ts";
import type { Download } from "./download.ts";
import { plain, shorten } from "./escape.ts";
import type { IncomingFile } from "./interaction.ts";
import type { AddedFile } from "./shelving.ts";

const mebibyte = 1024 * 1024;

/** Bytes of an attachment. */
const largest = 25 * mebibyte;

const endings: readonly string[] = [".txt", ".md", ".jsonl", ".html", ".pdf", ".docx"];

/** Why a file is not taken, as Discord describes it; `null`: it is. What it holds is not known yet. */
export function refusalOf({ name, size }: IncomingFile): string | null {
  const file = fileName(name);
  if (endings.every((ending) => !file.toLowerCase().endsWith(ending))) {
    return `Expected a file that ends in ${endings.join(" ")}, found “${shorten(file, 60)}”. Save the article as one of these.`;
  }
  if (size > largest) {
    return `Expected a file of at most ${largest / mebibyte} MiB, found ${Math.ceil(size / mebibyte)} MiB. Divide it.`;
  }
  return size === 0 ? `Expected a file with an article, found that “${shorten(file, 60)}” is empty.` : null;
}

/** Gets the file from Discord. Throws `InputError` where it can not be had, or is not as long as Discord said. */
export async function load(
  { name, size, url }: IncomingFile,
  {
    download,
    guildId,
    signal,
  }: { readonly download: Download; readonly guildId: string; readonly signal: AbortSignal },
): Promise<AddedFile> {
  const bytes = await download(url, largest, signal);
  if (bytes.length !== size) {
    throw new InputError(
      `Expected ${size} bytes in the attachment, as Discord says, found ${bytes.length}. Send the file again.`,
    );
  }
  const file = fileName(name);
  return { name: file, identity: `discord:${guildId}/${file}`, bytes };
}

/** The name alone, without folders, in one line, its end kept where it is too long. */
function fileName(name: string): string {
  const last = plain(name).split(/[/\\]/u).at(-1)?.trim() ?? "";
  const ending = /\.\w{1,8}$/u.exec(last)?.[0] ?? "";
  return last.length <= 100 ? last : `${shorten(last.slice(0, last.length - ending.length), 90)}${ending}`;
}
