import { words } from "#text/words.ts";

/** Names of months beside a number, in the languages of Europe that we know them in. */
export function monthsIn(text: string): readonly { readonly text: string; readonly month: number }[] {
  const told = words(text);
  return told.flatMap(({ text: name, start, end }, at) => {
    const month = MONTHS.get(name);
    const isBeside = [-2, -1, 1, 2].some((step) => /^\d{1,4}(?:st|nd|rd|th)?$/u.test(told[at + step]?.text ?? ""));
    return month !== undefined && isBeside ? [{ text: text.slice(start, end), month }] : [];
  });
}

/** One month a line, as `words()` folds the names. */
const MONTHS: ReadonlyMap<string, number> = new Map(
  `
  january jan januar janner janvier enero gennaio janeiro januari stycznia ocak tammikuuta
  february feb februar fevrier febrero febbraio fevereiro februari lutego subat helmikuuta
  march mar marz mars marzo marco maart marts marca mart maaliskuuta
  april apr avril abril aprile kwietnia nisan huhtikuuta
  may mai mayo maggio maio mei maj maja mayis toukokuuta
  june jun juni juin junio giugno junho czerwca haziran kesakuuta
  july jul juli juillet julio luglio julho lipca temmuz heinakuuta
  august aug aout agosto augustus augusti sierpnia agustos elokuuta
  september sep sept septembre septiembre settembre setembro wrzesnia eylul syyskuuta
  october oct oktober octobre octubre ottobre outubro pazdziernika ekim lokakuuta
  november nov novembre noviembre novembro listopada kasim marraskuuta
  december dec dezember decembre diciembre dicembre dezembro grudnia aralik joulukuuta
  `
    .trim()
    .split("\n")
    .flatMap((line, index) =>
      line
        .trim()
        .split(" ")
        .map((name) => [name, index + 1] as const),
    ),
);
