import type { LibraryScope } from "#ports.ts";
import type { ArticleSummary } from "#types.ts";
import { changeShelf, type ShelfDesk, type Work } from "./change-shelf.ts";
import type { Choice } from "./delivery.ts";
import { escapeText, plain, shorten } from "./escape.ts";
import type { Interaction } from "./interaction.ts";
import { limits } from "./limits.ts";
import { textMessage } from "./message.ts";
import { placeName, shelfOf } from "./place.ts";
import { renderBatch } from "./receipts.ts";
import { createTally } from "./tally.ts";

/** Takes an article of the server's own shelf out, named by its id or by the beginning of its title. */
export async function removeArticle(desk: ShelfDesk, interaction: Interaction & { kind: "command" }): Promise<void> {
  const wanted = (interaction.options.get("article") ?? "").trim();
  await changeShelf(desk, interaction, () => removing(desk, interaction, wanted));
}

/** The articles of the server's own shelf that what was typed so far may mean, newest first. */
export async function suggestArticles(
  desk: ShelfDesk,
  interaction: Interaction & { kind: "completion" },
): Promise<void> {
  const { guildId } = interaction;
  const typed = (interaction.options.get("article") ?? "").trim();
  const found = guildId === null ? [] : await matching(ownShelf(desk, guildId), typed, "anywhere");
  await desk.delivery.suggest(interaction, found.flatMap(choiceOf).slice(0, limits.options));
}

function removing({ library, shelving, log }: ShelfDesk, interaction: Interaction, wanted: string): Work {
  return async ({ shelf, guildId, signal }) => {
    const found = await named(ownShelf({ library }, guildId), shelf, wanted);
    if (typeof found === "string") {
      return textMessage(escapeText(found));
    }
    const tally = createTally();
    const request = { shelf, articleId: found.id, command: `/remove by ${interaction.userId}` };
    const summary = await shelving.remove(request, tally, signal);
    log(`${placeName(interaction)} removed ${summary.removed} (batch ${summary.batch})`);
    return renderBatch({ summary, ...tally.shown() });
  };
}

function ownShelf({ library }: Pick<ShelfDesk, "library">, guildId: string): LibraryScope {
  return library.within([shelfOf(guildId)]);
}

/** The one article that is meant, or why it can not be said which. */
async function named(scope: LibraryScope, shelf: string, wanted: string): Promise<{ readonly id: string } | string> {
  const article = await scope.article(shelf, wanted);
  if (article !== null) {
    return article;
  }
  const [first, ...others] = await matching(scope, wanted, "start");
  const shown = `“${shorten(plain(wanted), 100)}”`;
  if (first === undefined) {
    return `Expected an article of this server's own shelf, found none with the id or title ${shown}. Choose one from the list.`;
  }
  return others.length === 0
    ? first
    : `Expected one article, found several whose title begins with ${shown}. Choose one from the list.`;
}

/** Articles that are looked through: a server's own shelf seldom holds more. */
const mostRead = 5000;

async function matching(scope: LibraryScope, typed: string, where: "start" | "anywhere"): Promise<ArticleSummary[]> {
  const articles = await scope.articles({ limit: mostRead, offset: 0 });
  const words = plain(typed).toLowerCase();
  return articles.filter(({ title, id }) => {
    const at = plain(title).toLowerCase().indexOf(words);
    return at === 0 || (where === "anywhere" && (at > 0 || id.startsWith(typed)));
  });
}

/** Discord takes no value that is longer than its label. */
function choiceOf({ id, title, outlet }: ArticleSummary): Choice[] {
  const name = shorten(
    [plain(title) || "(no title)", plain(outlet ?? "")].filter(Boolean).join(" · "),
    limits.optionLabel,
  );
  return id.length > limits.optionLabel ? [] : [{ name, value: id }];
}
