/** Whether a paragraph says who one of the authors (joined by `, `) is, or how to reach them. */
export function isBiography(paragraph: string, authors: string): boolean {
  const text = paragraph.replace(/^[\s•·*–—]+/, "").replace(TITLE, "");
  return (
    paragraph.length <= LONGEST &&
    authors
      .split(", ")
      .map((name) => name.replace(TITLE, ""))
      .filter((name) => name.includes(" "))
      .some((name) =>
        text.startsWith(name) ? IS.test(text.slice(name.length)) : CONTACT.test(text) && text.includes(name),
      )
  );
}

const LONGEST = 500;
const TITLE = /^(?:Dr|Prof|Mr|Mrs|Ms)\.? /;

const CONTACT = /^(?:contact|e-?mail|reach|follow|write to|you can (?:reach|follow|contact)) /i;
const IS =
  /^(?:,? who)?,?\s+(?:is (?:an?|the|our)\b|covers\b|writes\b|reports (?:on|from)\b|has (?:been|covered|written|reported)\b|joined\b|can be reached\b|ist (?:\p{L}+|eine?)\b|schreibt\b|berichtet\b|est (?:journaliste|correspondant|un|une)\b|es (?:periodista|corresponsal|una?)\b)/u;
