import mammoth from "mammoth";
import { InputError } from "#errors.ts";
import { packed } from "./pack.ts";

/** An element of a Word document as mammoth reads it; which fields there are depends on `type`. */
export interface WordElement {
  readonly type: string;
  readonly children?: readonly WordElement[];
  readonly value?: string;
  readonly styleId?: string | null;
  readonly styleName?: string | null;
  readonly numbering?: { readonly isOrdered: boolean; readonly level: string } | null;
  readonly highlight?: string | null;
  readonly breakType?: string;
  readonly checked?: boolean;
  readonly noteType?: string;
  readonly noteId?: string;
}

interface WordDocument {
  readonly body: readonly WordElement[];
  /** What the note says that an element refers to; empty where there is none. */
  note(reference: WordElement): readonly WordElement[];
}

/** `highlight` of runs that are not shown. */
export const HIDDEN = "footnote-hidden";

/**
 * Has mammoth read checked parts: styles, lists, notes, tables, tracked changes. Pictures are not there, and files
 * outside are not read. Throws `InputError` for what it does not understand.
 */
export async function readWord(parts: ReadonlyMap<string, Buffer>): Promise<WordDocument> {
  let document: MammothDocument | undefined;
  const marked = new Map([...parts].map(([name, content]) => [name, withHiddenMarked(name, content)]));
  try {
    await mammoth.convertToHtml(
      { buffer: packed(marked) },
      {
        includeDefaultStyleMap: false,
        includeEmbeddedStyleMap: false,
        externalFileAccess: false,
        transformDocument: (whole: MammothDocument) => {
          document = whole;
          // No HTML is wanted of it.
          return { ...whole, children: [], comments: [] };
        },
      },
    );
  } catch (cause) {
    throw misunderstood(cause);
  }
  if (document === undefined) {
    throw misunderstood("it has no text");
  }
  const { children, notes } = document;
  return { body: children, note: (reference) => notes.resolve(reference)?.body ?? [] };
}

interface MammothDocument {
  readonly children: readonly WordElement[];
  readonly notes: { resolve(reference: WordElement): { readonly body: readonly WordElement[] } | null };
}

/** Mammoth does not say which runs are hidden (17.3.2.41 of ECMA-376-1), but how they are highlighted. */
function withHiddenMarked(name: string, content: Buffer): Buffer {
  if (!/^word\/[^/]+\.xml$/i.test(name) || !content.includes("vanish")) {
    return content;
  }
  const marked = content
    .toString("utf8")
    .replace(/<w:vanish(\s[^<>]*?)?(?:\/>|>\s*<\/w:vanish>)/g, (whole, attributes?: string) =>
      /=\s*["'](?:0|false|off)["']/.test(attributes ?? "") ? whole : `<w:highlight w:val="${HIDDEN}"/>`,
    );
  return Buffer.from(marked);
}

function misunderstood(cause: unknown): InputError {
  const said = cause instanceof Error ? cause.message : String(cause);
  return new InputError(
    `Expected a Word document, found one that cannot be read (${said.slice(0, 150).replace(/[.:]$/, "")}). Open it in a word processor and save it anew as .docx.`,
    { cause },
  );
}
