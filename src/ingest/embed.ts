import { ModelError } from "#errors.ts";
import type { Embedder } from "#ports.ts";
import type { ArticleMetadata, Passage } from "#types.ts";

/**
 * Fifth step: one vector per passage, in order. Embeds a moderate number of texts per call, so that an embedder on a
 * network stays within its limits. Throws `ModelError` if the embedder fails or returns another number of vectors.
 */
export async function embed(
  embedder: Embedder,
  items: readonly { readonly passage: Passage; readonly article: ArticleMetadata }[],
  signal?: AbortSignal,
): Promise<Float32Array[]> {
  const vectors: Float32Array[] = [];
  for (let from = 0; from < items.length; from += TEXTS_PER_CALL) {
    signal?.throwIfAborted();
    const texts = items
      .slice(from, from + TEXTS_PER_CALL)
      .map(({ passage, article }) => embeddedText(passage, article));
    const made = await embedder.embed(texts, "passage", signal);
    if (made.length !== texts.length) {
      throw new ModelError(
        `The embedder ${embedder.id} was given ${texts.length} texts and returned ${made.length} vectors. Expected one per text.`,
      );
    }
    vectors.push(...made);
  }
  return vectors;
}

export const TEXTS_PER_CALL = 64;

/** What is embedded carries title, outlet and date in front; what is cited does not. */
function embeddedText(passage: Passage, article: ArticleMetadata): string {
  const date = article.publishedAt?.slice(0, 10) ?? null;
  const origin = [article.outlet, date].filter((part) => part !== null).join(", ");
  return [article.title, origin, passage.text].filter((part) => part !== "").join("\n");
}
