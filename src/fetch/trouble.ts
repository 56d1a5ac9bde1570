import { errors } from "undici";
import { FetchError, type FetchTrouble } from "#errors.ts";
import { shown } from "./address.ts";

type Explanation = readonly [trouble: FetchTrouble, text: string];

const LATER = "try again later";
const CHECK = "check the spelling, or try again later";
const TELL = "tell the site, or save the page and ingest the file";

/** What Node, undici and zlib call what went wrong, as something a person can act on. */
const EXPLANATIONS: ReadonlyMap<string, Explanation> = new Map([
  ["ENOTFOUND", ["missing", `no such host is known; ${CHECK}`]],
  ["EAI_AGAIN", ["down", `its host could not be looked up; check the connection to the internet, or ${LATER}`]],
  ["ECONNREFUSED", ["down", `nobody answers there; ${CHECK}`]],
  ["ECONNRESET", ["down", `the server broke the connection; ${LATER}`]],
  ["EPIPE", ["down", `the server broke the connection; ${LATER}`]],
  ["UND_ERR_SOCKET", ["down", `the server broke the connection; ${LATER}`]],
  ["EHOSTUNREACH", ["down", `there is no way to its host; ${LATER}`]],
  ["ENETUNREACH", ["down", `there is no way to its host; check the connection to the internet`]],
  ["ETIMEDOUT", ["slow", `its host does not answer; ${LATER}`]],
  ["UND_ERR_CONNECT_TIMEOUT", ["slow", `its host does not answer in time; ${LATER}`]],
  ["UND_ERR_HEADERS_TIMEOUT", ["slow", `the server takes the request but does not answer in time; ${LATER}`]],
  ["UND_ERR_BODY_TIMEOUT", ["slow", `the server stopped in the middle; ${LATER}`]],
  ["UND_ERR_RES_CONTENT_LENGTH_MISMATCH", ["down", `it is not of the length that was announced; ${LATER}`]],
  ["UND_ERR_HEADERS_OVERFLOW", ["unusable", `the headers of the answer are too large; ${TELL}`]],
  ["Z_DATA_ERROR", ["unusable", `it is not compressed as its Content-Encoding says; ${TELL}`]],
  ["Z_BUF_ERROR", ["unusable", `its compressed form ends in the middle; ${TELL}`]],
]);

/** Throws what is no error of a connection: that is a bug. */
export function explain(error: unknown, url: URL): FetchError {
  if (error instanceof FetchError) return error;
  const explanation = explanationOf(error);
  if (explanation === null) throw error;
  return new FetchError(`Could not read ${shown(url)}: ${explanation[1]}.`, { trouble: explanation[0], cause: error });
}

/** Errors of undici's parser have a name only. */
function explanationOf(error: unknown): Explanation | null {
  if (error instanceof errors.HTTPParserError) return ["unusable", `the server does not answer in HTTP; ${CHECK}`];
  const code = codeOf(error);
  return code === null ? null : (EXPLANATIONS.get(code) ?? byKind(code, error));
}

function byKind(code: string, error: unknown): Explanation | null {
  const message = error instanceof Error ? error.message : "";
  if (/BROTLI|^ERR__?ERROR_|ERR_PADDING|^Z_/.test(code)) {
    return ["unusable", `it is not compressed as its Content-Encoding says; ${TELL}`];
  }
  if (/^ERR_TLS_CERT|CERT|SIGNATURE|ISSUER/.test(code)) {
    return ["unusable", `its certificate cannot be trusted (${message}); ${TELL}`];
  }
  if (/^ERR_SSL|^ERR_TLS|EPROTO/.test(code)) return ["down", `no secure connection came about (${code}); ${LATER}`];
  if (/^(?:E(?!RR_)[A-Z_]+|UND_ERR_(?!INVALID)[A-Z_]+)$/.test(code))
    return ["down", `the connection failed (${code}); ${LATER}`];
  return null;
}

/** Where several addresses of a host were tried in vain, Node gives the code of the first. */
function codeOf(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
}
