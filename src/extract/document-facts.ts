import { normaliseLine } from "#text/normalise.ts";

/** A title out of a document's properties, where it is one: no file name, no name of a template or program. */
export function realTitle(value: unknown): string | null {
  const title = typeof value === "string" ? normaliseLine(value) : "";
  const isName = NO_TITLE.test(title) || FILE_NAME.test(title) || (!title.includes(" ") && /[\d_/\\]/.test(title));
  return isName || !/\p{L}{2}/u.test(title) || title.length > 500 ? null : title;
}

const NO_TITLE =
  /^(?:microsoft (?:word|powerpoint|excel)\b|powerpoint presentation|file:|https?:|about:)|^(?:untitled|unbenannt|sans titre|(?:new |word )?document|dokument|(?:no )?title|slide|page|layout|print|draft|template|normal)[\W\d]*$/i;

const FILE_NAME = /\.(?:docx?|dotx?|odt|rtf|pdf|txt|md|html?|indd|qxd|tex|pages|pptx?|xlsx?)$/i;

/** An author out of a document's properties, where it is a name: no account of a computer, no program. */
export function realAuthor(value: unknown): string | null {
  const author = typeof value === "string" ? normaliseLine(value) : "";
  const isAccount = /[\d_@\\/]/.test(author) || (!author.includes(" ") && !/^\p{Lu}/u.test(author));
  const isName = /\p{L}{2}/u.test(author) && author.length <= 200;
  return !isName || isAccount || NO_AUTHOR.test(author) ? null : author.replace(/\s*;\s*/g, ", ").replace(/, $/, "");
}

const NO_AUTHOR =
  /^(?:(?:windows|office|microsoft|default|guest|local|test|system) ?(?:user|office|account|word|nutzer|benutzer)?|user(?: name)?|users|admin|administrator|owner|author|autor|unknown|anonymous|none|root|benutzer|nutzer|utilisateur|usuario|python-docx|apache poi|libreoffice.*|openoffice.*|acrobat.*|adobe .*|quarkxpress.*|latex.*|tex|pandoc|google docs|pages|wkhtmltopdf.*|chromium.*)$/i;
