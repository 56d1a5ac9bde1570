import { FootnoteError } from "#errors.ts";
import type { Reader } from "#ports.ts";
import type { RawDocument, Receipt } from "#types.ts";

/** First step: the documents of all sources, in order; what cannot be read is a `failed` receipt among them. */
export async function* read(
  reader: Reader,
  sources: readonly string[],
  signal?: AbortSignal,
): AsyncGenerator<RawDocument | Receipt> {
  for (const source of sources) {
    try {
      for await (const found of reader.read(source, signal)) {
        yield "error" in found ? failure(found.source, found.error) : found;
      }
    } catch (error) {
      if (!(error instanceof FootnoteError) || signal?.aborted) {
        throw error;
      }
      yield failure(source, error.message);
    }
  }
}

export function failure(source: string, error: string): Receipt {
  return { source, status: "failed", error };
}

/** Whether a step gave a receipt instead of its result. */
export function isFailure(result: object): result is Receipt {
  return "status" in result;
}
