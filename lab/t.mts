import { Readability } from "@mozilla/readability";
import { parseHTML } from "linkedom";
console.time("html");
const { document } = parseHTML(`<html><head><title>A</title></head><body><article>${"<p>This is a long paragraph, with commas, and words that say something of value to readers.</p>".repeat(20)}</article></body></html>`);
console.log(new Readability(document as any).parse()?.textContent?.length); console.timeEnd("html");
import { extractText, getDocumentProxy } from "unpdf";
console.time("pdf"); try { await getDocumentProxy(new Uint8Array([37,80])); } catch (e) { console.log(String(e)); } console.timeEnd("pdf");
