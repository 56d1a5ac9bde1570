import { type getDocumentProxy, getResolvedPDFJS } from "unpdf";
import { InputError } from "#errors.ts";

/** A PDF that is open. */
export type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>;

/**
 * Opens a PDF, gives it to `use`, and closes it. Nothing is evaluated, drawn or fetched. Throws `InputError` where a
 * password is needed or the file is broken, also where that shows only while it is used.
 */
export async function withPdf<Result>(bytes: Uint8Array, use: (pdf: Pdf) => Promise<Result>): Promise<Result> {
  const { getDocument } = await getResolvedPDFJS();
  // A copy, because the library keeps (and detaches) what it is given.
  const loading = getDocument({ ...SETTINGS, data: Uint8Array.from(bytes) });
  try {
    return await use(await loading.promise);
  } catch (cause) {
    throw cause instanceof InputError ? cause : refusal(cause);
  } finally {
    await loading.destroy();
  }
}

const SETTINGS: Parameters<typeof getDocumentProxy>[1] = {
  isEvalSupported: false,
  disableFontFace: true,
  useSystemFonts: false,
  useWorkerFetch: false,
  useWasm: false,
  enableXfa: false,
  disableAutoFetch: true,
  disableStream: true,
  stopAtErrors: false,
  maxImageSize: 1,
  verbosity: 0,
};

function refusal(cause: unknown): InputError {
  const name = cause instanceof Error ? cause.name : "";
  if (name === "PasswordException") {
    return new InputError(
      "Expected a PDF that opens without a password, found an encrypted one. Open it, save a copy without password, and name that.",
      { cause },
    );
  }
  const said = cause instanceof Error ? cause.message : String(cause);
  return new InputError(
    `Expected a PDF, found a broken one (${said.slice(0, 200).replace(/\s+/g, " ").replace(/[.:]$/, "")}). Open it in a viewer and print it to a new PDF, or save its text as .txt.`,
    { cause },
  );
}
