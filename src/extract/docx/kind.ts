import { InputError } from "#errors.ts";

/** Throws `InputError` where the bytes are no zip archive, and says what they are instead. */
export function checkIsArchive(bytes: Uint8Array): void {
  if (beginsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) {
    return;
  }
  if (beginsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])) {
    throw new InputError(
      "Expected a Word document (.docx), found an old .doc, or one that is protected with a password. Open it in a word processor and save it as .docx, without password.",
    );
  }
  const found = beginsWith(bytes, [0x7b, 0x5c, 0x72, 0x74, 0x66])
    ? "rich text (.rtf)"
    : beginsWith(bytes, [0x25, 0x50, 0x44, 0x46])
      ? "a PDF"
      : bytes.length === 0
        ? "an empty file"
        : "something else";
  throw new InputError(
    `Expected a Word document (.docx), found ${found}. Save it as .docx, or give it its own ending.`,
  );
}

function beginsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}

/** Throws `InputError` where an archive is no Word document, and says what it is instead. */
export function checkIsWord(parts: ReadonlyMap<string, Buffer>): void {
  const types = parts.get("[Content_Types].xml")?.toString("latin1") ?? "";
  if (types !== "" && (parts.has("word/document.xml") || /wordprocessingml\.(?:document|template)\.main/.test(types))) {
    return;
  }
  throw new InputError(
    `Expected a Word document (.docx), found ${otherKind(parts)}. Open it in its program and save its text as .docx, .pdf or .txt.`,
  );
}

function otherKind(parts: ReadonlyMap<string, Buffer>): string {
  const type = parts.get("mimetype")?.toString("latin1").trim() ?? "";
  const known = KINDS.find(([sign]) => parts.has(sign) || type.startsWith(sign));
  return known?.[1] ?? "an archive of other files";
}

const KINDS: readonly (readonly [string, string])[] = [
  ["xl/workbook.xml", "a spreadsheet (.xlsx)"],
  ["ppt/presentation.xml", "a presentation (.pptx)"],
  ["application/epub+zip", "an e-book (.epub)"],
  ["application/vnd.oasis.opendocument.text", "an OpenDocument text (.odt)"],
  ["application/vnd.oasis.opendocument.spreadsheet", "an OpenDocument spreadsheet (.ods)"],
  ["application/vnd.oasis.opendocument", "an OpenDocument file"],
  ["META-INF/container.xml", "an e-book (.epub)"],
];
