import { FootnoteError } from "#errors.ts";
import type { Reader } from "#ports.ts";
import type { RawDocument, Receipt } from "#types.ts";
import type { Withdrawal } from "./withdraw.ts";

/**
 * First step: the documents of all sources, in order; what cannot be read is a `failed` receipt among them, unless it was
 * withdrawn.
 */
export async function* read(
  reader: Reader,
  sources: readonly string[],
  signal?: AbortSignal,
): AsyncGenerator<RawDocument | Receipt | Withdrawal> {
  for (const source of sources) {
    try {
      for await (const found of reader.read(source, signal)) {
        if (!("error" in found)) yield found;
        else if (found.withdrawn) yield { ...found, withdrawn: found.withdrawn };
        else yield failure(found.source, found.error);
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
