/**
 * About how many tokens a language model's tokenizer makes of a text: one per 4 characters (English prose on common
 * vocabularies: 4.2 to 4.7), and one per character in scripts written without spaces. Never 0.
 */
export function estimateTokens(text: string): number {
  const unspaced = text.match(UNSPACED)?.length ?? 0;
  return Math.ceil((text.length - unspaced) / CHARACTERS_PER_TOKEN) + unspaced;
}

const CHARACTERS_PER_TOKEN = 4;
const UNSPACED = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff]/g;

/**
 * Rather too many than too few, for budgets and limits: English has about four letters to a token, counted here as three;
 * signs and other scripts up to one token for each UTF-16 code unit.
 */
export function mostTokens(text: string): number {
  let tokens = 0;
  for (const character of text) tokens += mostTokensOf(character);
  return Math.ceil(tokens);
}

/** The share of one character; sums of it are not whole. */
export function mostTokensOf(character: string): number {
  return /[a-zA-Z ]/.test(character) ? 1 / 3 : character.length;
}
