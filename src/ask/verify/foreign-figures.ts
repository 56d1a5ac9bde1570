/** A number in digits, whatever language it stands in. */
export interface Figure {
  readonly text: string;
  readonly value: number;
}

/** Numbers in digits: `1.500`, `1,500` and `1 500` are the same, `2,5` and `2.5` too; `2,5 Millionen` is 2500000. */
export function figuresIn(text: string): readonly Figure[] {
  return [...text.normalize("NFKC").matchAll(FIGURE)].map(([found, digits = "", scale = ""]) => {
    const plain = digits.replace(/[.,\s'’](?=\d{3}(?!\d))/gu, "").replace(",", ".");
    return { text: found.trim(), value: Number((Number(plain) * scaleOf(scale)).toPrecision(12)) };
  });
}

export function isSameFigure(one: Figure, other: Figure): boolean {
  return one.value === other.value;
}

const FIGURE = /(?<![\p{L}\d.,])(\d{1,3}(?:[.,\s'’]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?)(?!\d)(?:[\s-](\p{L}+))?/gu;

function scaleOf(word: string): number {
  return SCALES.find(([words]) => words.test(word))?.[1] ?? 1;
}

const SCALES: readonly (readonly [RegExp, number])[] = [
  [/^(?:milliard\p{L}*|miliard\p{L}*|miljard\p{L}*|milyar|billions?|bilh(?:ão|ões)|bn)$/iu, 1e9],
  [/^(?:million(?:en|s)?|mill(?:ón|ones)|milion[ei]?|milh(?:ão|ões)|miljoen|miljoner?|miljoonaa|milyon)$/iu, 1e6],
  [/^(?:thousand|tausend|mille|mil|mila|duizend|tusen|tusind|tysięcy|bin)$/iu, 1e3],
];
