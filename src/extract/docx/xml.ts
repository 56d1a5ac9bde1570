import { SaxesParser } from "saxes";
import { InputError } from "#errors.ts";

/** Elements within elements. Word writes about 20, tables in tables some more. */
const DEEPEST = 200;
const MOST_ELEMENTS = 4_000_000;

/** Called for each element as it ends, with its local name, the characters in it, and its depth (1 for the root). */
type OnElement = (name: string, text: string) => void;

/**
 * Reads a part to its end. Throws `InputError` where it is not well-formed, declares a document type (and with it
 * entities), or nests deeper than 200 elements.
 */
export function readXml(name: string, content: string, onElement: OnElement = () => undefined): void {
  const parser = new SaxesParser();
  let [depth, elements, text] = [0, 0, ""];
  parser.on("doctype", () => refuse(name, "a document type, which no word processor writes"));
  parser.on("opentag", () => {
    depth += 1;
    elements += 1;
    text = "";
    if (depth > DEEPEST || elements > MOST_ELEMENTS) {
      refuse(name, depth > DEEPEST ? "elements that nest too deep" : "too many elements");
    }
  });
  parser.on("closetag", (tag) => {
    depth -= 1;
    onElement(tag.name.replace(/^.*:/, ""), text);
    text = "";
  });
  parser.on("text", (piece) => {
    text += piece;
  });
  parser.on("error", (error) => refuse(name, `a mistake: ${error.message.slice(0, 150)}`));
  parser.write(content).close();
}

function refuse(name: string, problem: string): never {
  throw new InputError(
    `Expected a Word document, found in its part ${name} ${problem}. Open it in a word processor and save it anew as .docx.`,
  );
}
