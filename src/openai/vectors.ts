import { ModelError } from "#errors.ts";
import type { CallContext } from "./failure.ts";

/**
 * The unit vectors in an answer of `/embeddings`, in the order of the texts whatever the order of the answer.
 * `dimensions` null: any, as long as all have the same.
 */
export function readVectors(
  answer: unknown,
  expected: { readonly count: number; readonly dimensions: number | null },
  context: CallContext,
): Float32Array[] {
  const rows = rowsOf(answer);
  if (rows === null) throw wrong("a list of embeddings", "something else", context);
  if (rows.length !== expected.count) throw wrong(`${expected.count} embeddings`, `${rows.length}`, context);
  const vectors = new Array<Float32Array | undefined>(expected.count);
  let dimensions = expected.dimensions;
  for (const [i, row] of rows.entries()) {
    const vector = toUnit(row.embedding, context);
    dimensions ??= vector.length;
    if (vector.length !== dimensions) {
      throw wrong(
        `${dimensions} dimensions`,
        `${vector.length}; set EMBEDDER_DIMENSIONS to what the model gives, or leave it out`,
        context,
      );
    }
    vectors[row.index ?? i] = vector;
  }
  // Array.from visits the holes, map would skip them.
  return Array.from(vectors, (vector) => {
    if (vector === undefined) throw wrong("each index once", "one twice", context);
    return vector;
  });
}

interface Row {
  readonly embedding?: unknown;
  readonly index?: number;
}

function rowsOf(answer: unknown): readonly Row[] | null {
  if (typeof answer !== "object" || answer === null || !("data" in answer) || !Array.isArray(answer.data)) return null;
  const rows: readonly unknown[] = answer.data;
  return rows.every((row) => isRow(row, rows.length)) ? (rows as readonly Row[]) : null;
}

function isRow(row: unknown, count: number): row is Row {
  if (typeof row !== "object" || row === null) return false;
  const index = "index" in row ? row.index : undefined;
  return index === undefined || (Number.isInteger(index) && Number(index) >= 0 && Number(index) < count);
}

function toUnit(embedding: unknown, context: CallContext): Float32Array {
  if (!Array.isArray(embedding) || embedding.length === 0 || !embedding.every(Number.isFinite)) {
    throw wrong("each embedding to be a list of numbers", "something else", context);
  }
  const vector = Float32Array.from(embedding as number[]);
  let squares = 0;
  for (const value of vector) squares += value * value;
  if (!(squares > 0 && Number.isFinite(squares)))
    throw wrong("vectors with a length", "one of length 0 or infinite", context);
  const length = Math.sqrt(squares);
  return vector.map((value) => value / length);
}

function wrong(expected: string, found: string, { server, model }: CallContext): ModelError {
  return new ModelError(
    `Expected ${expected} from "${model}" at ${server}, found ${found}. Check that it is an embedding model.`,
    { trouble: "refused" },
  );
}
