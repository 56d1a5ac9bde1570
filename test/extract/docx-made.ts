import { strToU8, type Zippable, zipSync } from "fflate";

interface Made {
  /** What stands in `w:body`. */
  readonly body: string;
  readonly footnotes?: string;
  readonly comments?: string;
  readonly title?: string;
  readonly creator?: string;
}

const NAMESPACES =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"';
const DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** The parts of a Word document by name. */
export function madeParts({ body, footnotes, comments, title = "", creator = "" }: Made): Record<string, string> {
  const styles = ["Title", "Heading1"].map(
    (id) => `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${id.replace("1", " 1")}"/></w:style>`,
  );
  const level = (format: string) => `<w:lvl w:ilvl="0"><w:numFmt w:val="${format}"/></w:lvl>`;
  const notes = { ...(footnotes && { footnotes }), ...(comments && { comments }) };
  const names = ["styles", "numbering", ...Object.keys(notes)];
  const relation = (type: string, target: string, id: string) =>
    `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`;
  const relations = (inner: string) =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inner}</Relationships>`;
  return {
    "[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${DOCUMENT}"/></Types>`,
    "_rels/.rels": relations(relation(`${RELATIONS}/officeDocument`, "word/document.xml", "r1")),
    "word/_rels/document.xml.rels": relations(
      names.map((name, index) => relation(`${RELATIONS}/${name}`, `${name}.xml`, `r${index}`)).join(""),
    ),
    "word/document.xml": `<w:document ${NAMESPACES}><w:body>${body}</w:body></w:document>`,
    "word/styles.xml": `<w:styles ${NAMESPACES}>${styles.join("")}</w:styles>`,
    "word/numbering.xml": `<w:numbering ${NAMESPACES}><w:abstractNum w:abstractNumId="1">${level("decimal")}</w:abstractNum><w:abstractNum w:abstractNumId="2">${level("bullet")}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num></w:numbering>`,
    "docProps/core.xml": `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${title}</dc:title><dc:creator>${creator}</dc:creator></cp:coreProperties>`,
    ...Object.fromEntries(
      Object.entries(notes).map(([name, inner]) => [
        `word/${name}.xml`,
        `<w:${name} ${NAMESPACES}>${inner}</w:${name}>`,
      ]),
    ),
  };
}

export function madeDocx(made: Made): Uint8Array {
  return zipped(madeParts(made));
}

/** An archive of such parts; at level 0 they are not packed. */
export function zipped(parts: Readonly<Record<string, string | Uint8Array>>, level: 0 | 6 = 6): Uint8Array {
  const files: Zippable = {};
  for (const [name, content] of Object.entries(parts)) {
    files[name] = typeof content === "string" ? strToU8(content) : content;
  }
  return zipSync(files, { level });
}

/** A paragraph with this text, in this style, as item of this list (1 has numbers, 2 bullets). */
export function p(text: string, { style, list }: { readonly style?: string; readonly list?: 1 | 2 } = {}): string {
  const numbering = list ? `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="${list}"/></w:numPr>` : "";
  const properties = style ? `<w:pStyle w:val="${style}"/>` : "";
  return `<w:p><w:pPr>${properties}${numbering}</w:pPr>${r(text)}</w:p>`;
}

/** A run of text. */
export function r(text: string): string {
  return `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;
}
