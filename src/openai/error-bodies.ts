type Fetch = typeof globalThis.fetch;

/**
 * The SDK reads only errors of OpenAI's shape (`{"error": {"message", "param", "code"}}`) and loses what other servers
 * say: FastAPI's `detail`, Ollama's bare text, vLLM's flat object. This gives them that shape.
 */
export function withReadableErrors(fetch: Fetch = globalThis.fetch): Fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    if (response.ok) return response;
    const text = await response.text().catch(() => "");
    const { status, statusText, headers } = response;
    return new Response(toOpenAIShape(text), { status, statusText, headers: withoutLength(headers) });
  };
}

function toOpenAIShape(text: string): string {
  const body = parse(text);
  if (typeof body !== "object" || body === null) return text;
  const { error, detail, message } = body as { error?: unknown; detail?: unknown; message?: unknown };
  if (typeof error === "object" && error !== null) return text;
  if (typeof error === "string") return JSON.stringify({ error: { message: error } });
  if (typeof message === "string") return JSON.stringify({ error: body });
  return JSON.stringify({ error: { message: detail === undefined ? text : detailOf(detail) } });
}

/** `[{"loc": ["body", "temperature"], "msg": "extra fields not permitted"}]` as `body.temperature: extra …`. */
function detailOf(detail: unknown): string {
  if (typeof detail === "string") return detail;
  if (!Array.isArray(detail)) return JSON.stringify(detail);
  return detail
    .map((item: { readonly loc?: unknown; readonly msg?: unknown } | null) =>
      Array.isArray(item?.loc) ? `${item.loc.join(".")}: ${String(item.msg)}` : JSON.stringify(item),
    )
    .join("; ");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The body is another one now. */
function withoutLength(headers: Headers): Headers {
  const kept = new Headers(headers);
  kept.delete("content-length");
  kept.delete("content-encoding");
  return kept;
}
