import type { Likeness, ShelfWriter } from "#ports.ts";
import { compareTexts } from "#text/minhash.ts";
import type { Article, Notice } from "#types.ts";

/** Near-duplicates of an article among the current ones. */
export interface Near {
  /** Best first. */
  readonly likenesses: readonly Likeness[];
  /** Absent: there is none. */
  readonly notice?: Notice;
}

/** Sketches that agree less (3 of 32 places) are hardly ever of near-duplicates. */
const LEAST_AGREEMENT = 0.09;
/** Of two texts the longer may quote the shorter and say much more: that is no copy. */
const LEAST_SIMILARITY = 0.2;
/** Share of the shorter text that must stand in the other. */
const LEAST_CONTAINMENT = 0.4;
/** Share of its numbers and names: reports by one template tell other ones. */
const LEAST_VALUES = 0.55;

/** What sketches find is compared in full: the words, and whether the same numbers and names stand among them. */
export async function findNear(shelf: ShelfWriter, article: Article, sketch: Uint32Array | null): Promise<Near> {
  if (sketch === null) return { likenesses: [] };
  const found: { readonly other: Article; readonly similarity: number }[] = [];
  for (const { articleId } of await shelf.similar(sketch, article.id, LEAST_AGREEMENT)) {
    const other = await shelf.current(articleId);
    const similarity = other === null ? null : nearness(article.text, other.text);
    if (other !== null && similarity !== null) found.push({ other, similarity });
  }
  found.sort((a, b) => b.similarity - a.similarity);
  const likenesses = found.map(({ other, similarity }) => ({ articleId: other.id, similarity }));
  const [best] = found;
  return best === undefined ? { likenesses } : { likenesses, notice: noticeOf(best.other) };
}

/** Their similarity where the one text is the other, touched by an editor; `null` where it is not. */
export function nearness(one: string, other: string): number | null {
  const { similarity, containment, values } = compareTexts(one, other);
  const isNear = similarity >= LEAST_SIMILARITY && containment >= LEAST_CONTAINMENT && values >= LEAST_VALUES;
  return isNear ? similarity : null;
}

function noticeOf({ title, outlet, publishedAt }: Article): Notice {
  const origin = [outlet, publishedAt?.slice(0, 10)].filter((part) => part).join(", ");
  const name = [title === "" ? "an article without title" : `“${title}”`, origin && `(${origin})`].filter(Boolean);
  return {
    kind: "near-duplicate",
    message: `says nearly the same as ${name.join(" ")}; both are kept and grouped`,
  };
}
