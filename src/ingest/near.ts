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

/** Sketches that agree less are hardly ever of near-duplicates; half of what two texts must share, for the error of it. */
const LEAST_AGREEMENT = 0.2;
/** Share of the shorter text that must stand in the other. */
const LEAST_CONTAINMENT = 0.5;
/** Share of its numbers and names, each with its neighbours: reports by one template tell other ones. */
const LEAST_VALUES = 0.5;

/** What sketches find is compared in full: the words, and whether the same numbers and names stand among them. */
export async function findNear(shelf: ShelfWriter, article: Article, sketch: Uint32Array | null): Promise<Near> {
  if (sketch === null) return { likenesses: [] };
  const likenesses: Likeness[] = [];
  let first: Article | null = null;
  for (const { articleId } of await shelf.similar(sketch, article.id, LEAST_AGREEMENT)) {
    const other = await shelf.current(articleId);
    if (other === null) continue;
    const similarity = nearness(article.text, other.text);
    if (similarity === null) continue;
    likenesses.push({ articleId, similarity });
    first ??= other;
  }
  return first === null ? { likenesses } : { likenesses, notice: noticeOf(first) };
}

/** Their similarity where the one text is the other, touched by an editor; `null` where it is not. */
export function nearness(one: string, other: string): number | null {
  const { similarity, containment, values } = compareTexts(one, other);
  return containment >= LEAST_CONTAINMENT && values >= LEAST_VALUES ? similarity : null;
}

function noticeOf({ title, outlet, publishedAt }: Article): Notice {
  const origin = [outlet, publishedAt?.slice(0, 10)].filter((part) => part).join(", ");
  const name = [title === "" ? "an article without title" : `“${title}”`, origin && `(${origin})`].filter(Boolean);
  return {
    kind: "near-duplicate",
    message: `says nearly the same as ${name.join(" ")}; both are kept and grouped`,
  };
}
