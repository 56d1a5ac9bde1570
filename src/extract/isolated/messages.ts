import type { ExtractedArticle, RawDocument } from "#types.ts";

/** From parent to child: one document, the next only after the reply. */
export interface Order {
  readonly document: RawDocument;
}

/** From child to parent, once for each order. `failed` is an error that no extractor should have let through. */
export type Reply =
  | { readonly kind: "article"; readonly article: ExtractedArticle }
  | { readonly kind: "refused" | "failed"; readonly message: string };
