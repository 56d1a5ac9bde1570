/** Whether a paragraph says only who made the article: `Edited by Jane Doe`, `(Reporting by …; Editing by …)`. */
export function isCredit(text: string): boolean {
  const bare = text.replace(/^[\s([—–-]+|[\s)\].]+$/g, "");
  return bare.length <= LONGEST && BEGINNING.test(bare) && areNames(bare.replace(PARTS, " "));
}

const LONGEST = 300;

const BEGINNING =
  /^(?:(?:additional |further )?(?:reporting|writing|editing|research|translation|photography)|(?:edited|translated|compiled|reported|written)) by\s|^(?:责任编辑|编辑|責任編輯|編輯|校对|翻译)\s*[:：]/iu;

/** What joins the names of a credit: work, place, conjunction. */
const PARTS =
  /\b(?:(?:additional|further|reporting|writing|editing|research|translation|photography|edited|translated|compiled|reported|written|by|and|in|for|from|with|at|the)\b)|[;,:：&/]|责任编辑|编辑|責任編輯|編輯|校对|翻译/giu;

/** Nothing but words with a capital, or in a script without capitals: a sentence has others. */
function areNames(text: string): boolean {
  const words = text.split(/\s+/).filter((word) => word !== "");
  return words.length > 0 && words.every((word) => NAME.test(word));
}

const NAME = /^(?:\p{Lu}[\p{L}\p{M}.’'-]*|\p{Lo}{1,6}|d[aeiu]|de[nrl]|von|van|al|bin|desk|bureau|staff|newsroom)$/u;
