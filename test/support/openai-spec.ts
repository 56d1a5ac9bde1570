import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";

/** The bodies that can be checked. */
type OpenAIBody =
  | "CreateChatCompletionRequest"
  | "CreateChatCompletionResponse"
  | "CreateChatCompletionStreamResponse"
  | "CreateEmbeddingRequest"
  | "CreateEmbeddingResponse";

/** Checks what went over the wire against OpenAI's own OpenAPI document. */
export interface OpenAISpecChecker {
  /** Problems as sentences; none is good. In requests, parameters that the document does not know are problems. */
  check(schema: OpenAIBody, value: unknown): readonly string[];
}

/** Where a workspace keeps the document, beside the repository; `null` where it has none. */
export function findOpenAISpec(): string | null {
  const path = fileURLToPath(new URL("../../../shared/specs/openai-openapi.json", import.meta.url));
  return existsSync(path) ? path : null;
}

/** The checker for the document at `path`; `null` without one, so that tests can say `test.skipIf(checker === null)`. */
export function createOpenAISpecChecker(path: string | null): OpenAISpecChecker | null {
  if (path === null) return null;
  const compiled = new Map<OpenAIBody, ValidateFunction>();
  let document: SpecDocument | null = null;
  return {
    check: (schema, value) => {
      document ??= JSON.parse(readFileSync(path, "utf8")) as SpecDocument;
      const validate = compiled.get(schema) ?? compile(document, schema);
      compiled.set(schema, validate);
      if (validate(value)) return [];
      const errors = (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || "/"} ${message}`);
      return [`${schema}: ${errors.join("; ")} in ${JSON.stringify(value)?.slice(0, 2000)}`];
    },
  };
}

interface SpecDocument {
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
}

const SCHEMAS = "#/components/schemas/";

/** Compiles a schema and what it refers to: the whole document has more than a thousand. */
function compile(document: SpecDocument, name: OpenAIBody): ValidateFunction {
  const schemas: Record<string, unknown> = {};
  const open: string[] = [name];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next in schemas) continue;
    schemas[next] = plain(document.components.schemas[next], (found) => open.push(found));
  }
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  const root = { $ref: `${SCHEMAS}${name}`, ...(name.endsWith("Request") ? { unevaluatedProperties: false } : {}) };
  return ajv.compile({ components: { schemas }, ...root });
}

/**
 * The document mixes OpenAPI 3.0 and 3.1: `nullable` becomes a null type, `oneOf` (whose branches overlap) `anyOf`.
 * Tells which schemas are referred to.
 */
function plain(value: unknown, onReference: (name: string) => void): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => plain(item, onReference));
  if (typeof value !== "object" || value === null) return value;
  const { nullable, ...rest } = value as Readonly<Record<string, unknown>>;
  const schema = Object.fromEntries(
    Object.entries(rest).map(([key, inner]) => [key === "oneOf" ? "anyOf" : key, plain(inner, onReference)]),
  );
  const { $ref } = schema;
  if (typeof $ref === "string" && $ref.startsWith(SCHEMAS)) onReference($ref.slice(SCHEMAS.length));
  return nullable === true ? { anyOf: [schema, { type: "null" }] } : schema;
}
