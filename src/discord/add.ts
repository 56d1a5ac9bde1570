import { refusalOf as fileRefusal, load } from "./attachment.ts";
import { changeShelf, type ShelfDesk, type Work } from "./change-shelf.ts";
import { escapeText, plain, shorten } from "./escape.ts";
import type { IncomingFile, Interaction } from "./interaction.ts";
import { type Message, textMessage } from "./message.ts";
import { placeName } from "./place.ts";
import { renderBatch } from "./receipts.ts";
import { createTally } from "./tally.ts";

/** Takes what a moderator gives, a file, a link or both, into the shelf of the server. */
export async function addArticles(desk: ShelfDesk, interaction: Interaction & { kind: "command" }): Promise<void> {
  await changeShelf(desk, interaction, () => {
    const file = interaction.files.get("file") ?? null;
    const link = linkIn(interaction.options.get("link"));
    const refusal = refusalOf(file, link);
    return refusal === null ? adding(desk, interaction, file, link) : textMessage(escapeText(refusal));
  });
}

function adding(desk: ShelfDesk, interaction: Interaction, file: IncomingFile | null, link: string | null): Work {
  return async ({ shelf, guildId, signal, progress }) => {
    const loaded = file === null ? null : await load(file, { download: desk.download, guildId, signal });
    const tally = createTally();
    const report = {
      receipt: tally.receipt,
      read: (articles: number): void => progress(soFar(articles)),
    };
    const command = `/add by ${interaction.userId}`;
    const summary = await desk.shelving.add({ shelf, link, file: loaded, command }, report, signal);
    const { added, updated, failed } = summary;
    desk.log(`${placeName(interaction)} added ${added}, updated ${updated}, failed ${failed} (batch ${summary.batch})`);
    const notes = [
      ...(summary.cutAt === undefined ? [] : [`Of what the link lists I took the first ${summary.cutAt} articles.`]),
      ...(signal.aborted
        ? ["I am restarting and stopped here; what was stored until then stays. Add the rest again."]
        : []),
    ];
    return renderBatch({ summary, ...tally.shown(), notes });
  };
}

function soFar(articles: number): Message {
  return textMessage(`${articles.toLocaleString("en")} ${articles === 1 ? "article" : "articles"} read so far…`);
}

function refusalOf(file: IncomingFile | null, link: string | null): string | null {
  if (file === null && link === null) {
    return "Expected a file or a link, found neither. Attach a file, or give the address of an article or a feed.";
  }
  if (link !== null && !isAddress(link)) {
    return `Expected an address that begins with http:// or https://, found “${shorten(plain(link), 100)}”.`;
  }
  return file === null ? null : fileRefusal(file);
}

/** An address in angle brackets, as people write it to keep Discord from showing a preview, is meant without. */
function linkIn(given: string | undefined): string | null {
  const link = (given ?? "").trim().replace(/^<(.*)>$/u, "$1");
  return link === "" ? null : link;
}

function isAddress(link: string): boolean {
  return URL.canParse(link) && /^https?:\/\//iu.test(link) && ["http:", "https:"].includes(new URL(link).protocol);
}
