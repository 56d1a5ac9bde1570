import { classWords, find, type PageElement, textOf } from "./dom.ts";
import { fold } from "./plain.ts";

/** The line under the headline that sums the article up, where it stands outside of the body; empty: none does. */
export function standfirst(shown: PageElement, body: string): string {
  const element = find(
    shown,
    (inner) => STANDFIRST.test(classWords(inner)) && find(inner, (one) => one.tag === "h1") === null,
  );
  const text = element === null ? "" : textOf(element);
  const words = text.split(" ").length;
  return words >= 6 && words <= 80 && !fold(body).includes(fold(text)) ? text : "";
}

const STANDFIRST =
  / (?:standfirst|stand first|dek|deck|subtitle|sub title|subheadline|sub headline|subhead|sub heading|article summary|article intro|article lead|article lede|article description|article excerpt|story summary|story intro|vorspann|chapo|entradilla|sommario|ingress|intro text|headline description) /;
