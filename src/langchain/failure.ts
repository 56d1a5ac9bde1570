import { ModelError, type ModelTrouble } from "#errors.ts";
import { toFinish } from "./chunk.ts";
import { read } from "./read.ts";

/** Names and values, as `process.env` holds them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What a failed call was about, for the person who reads its error. */
export interface CallContext {
  /** As it was configured: `anthropic:claude-sonnet-4-5`. */
  readonly name: string;
  /** Values that no message may show are taken from it. */
  readonly environment: Environment;
}

/** The call failed; says what to do. `retryable` where the same call may succeed later. */
export function toModelError(error: unknown, context: CallContext): ModelError {
  if (error instanceof ModelError) return error;
  const said = withoutSecrets(messageOf(error), context.environment).replace(/\s*Troubleshooting URL: \S+/, "");
  const cause = new Error(said);
  const status = statusOf(error);
  const trouble = troubleOf(error, status);
  const line = `Expected ${context.name} to do the work, found ${status === null ? "" : `${status}: `}${shortened(said)}`;
  return new ModelError(`${line} ${advice(trouble, status)}`, { trouble, retryable: trouble !== "refused", cause });
}

/** The text without values of keys in the environment and without anything that looks like a key. */
export function withoutSecrets(text: string, environment: Environment): string {
  let hidden = text;
  for (const [name, value] of Object.entries(environment)) {
    if (SECRET_NAME.test(name) && value !== undefined && value.trim().length >= 4) {
      hidden = hidden.replaceAll(value.trim(), "[key]");
    }
  }
  return hidden.replace(PASSWORD, "://[key]@").replace(NAMED_KEY, "$1[key]").replace(KEY, "[key]");
}

const SECRET_NAME = /(?:KEY|TOKEN|SECRET|PASSWORD|CREDENTIALS)(?:_|$)/;
/** Of an address. */
const PASSWORD = /:\/\/[^\s/@]+@/g;
/** `api_key=…`, `x-api-key: …`, `Authorization: Bearer …`. */
const NAMED_KEY =
  /((?:api[-_ ]?key|access[-_ ]?token|token|secret|password|authorization|bearer)["']?\s*(?:[:=]\s*|\s+)["']?(?:bearer\s+)?)(?=[^\s"']*[\d*])[^\s"',;@]{6,}/gi;
/** Keys by their beginnings, UUIDs, and any run of 24 or more signs that holds letters and digits. */
const KEY =
  /\b(?:(?:sk|gsk|xai|csk|pplx|fw|hf|pa|lsv2)[-_]|AIza|AKIA)[\w*.-]{8,}|\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b|\b(?=[\w+=]*\d)(?=[\w+=]*[a-zA-Z])[\w+=]{24,}/g;

/** The provider would not let the model answer: an answer of its own kind, no failure. */
export function isRefusal(error: unknown): boolean {
  const name = error instanceof Error ? error.name : "";
  if (/^(?:ModelRefusalError|GoogleAISafetyError)$/.test(name)) return true;
  const reason = read(error, "blockReason") ?? read(error, "finishReason");
  return (
    name === "EmptyContentError" &&
    typeof reason === "string" &&
    (read(error, "blockReason") !== undefined || toFinish(reason) === "refused")
  );
}

/** What an error says, without what is beyond 4,000 characters and might be half a key. */
export function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.length <= 4000 ? message : message.slice(0, 4000).replace(/\S*$/, "…");
}

/** The HTTP status at any of the places where integrations put it. */
export function statusOf(error: unknown): number | null {
  for (const place of STATUS_PLACES) {
    const status = place.reduce<unknown>(read, error);
    if (typeof status === "number" && status >= 400 && status < 600) return status;
  }
  return null;
}

const STATUS_PLACES = [
  ["status"],
  ["statusCode"],
  ["status_code"],
  ["response", "status"],
  ["$metadata", "httpStatusCode"],
  ["cause", "status"],
];

function troubleOf(error: unknown, status: number | null): ModelTrouble {
  if (status === 429 || status === 529 || status === 503) return "busy";
  if (status === 408 || status === 504) return "slow";
  if (status !== null && status < 500) return "refused";
  return status === null && isTimeout(error) ? "slow" : "down";
}

function isTimeout(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    const code = read(at, "code");
    if (/timeout|timed out/i.test(`${at.name} ${at.message} ${typeof code === "string" ? code : ""}`)) return true;
    if (code === "ETIMEDOUT") return true;
  }
  return false;
}

function advice(trouble: ModelTrouble, status: number | null): string {
  if (status === 401 || status === 403) return "Check the key and what it may do.";
  if (status === 404) return "Check the model's name; on a server of your own, fetch the model first.";
  if (trouble === "refused") return "Check the model's name and its settings.";
  if (trouble === "down") return "Check that its server can be reached and that its settings are right.";
  return "Try again in a while.";
}

function shortened(message: string): string {
  const line = message.replace(/\s+/g, " ").trim().replace(/\.$/, "") || "no reason given";
  return line.length > 300 ? `${line.slice(0, 300)}….` : `${line}.`;
}
