import { words } from "#text/words.ts";

/** Words of a text from which on its language can be told. */
const LEAST_WORDS = 4;
/** Share of the words that must be function words of English. */
const LEAST_ENGLISH = 0.12;

/**
 * Whether a text is English, by its function words; `null`: too short, or too few of any language, to tell. A text mostly
 * in another script than Latin is not.
 */
export function speaksEnglish(text: string): boolean | null {
  const letters = text.match(/\p{L}/gu) ?? [];
  const latin = letters.filter((letter) => /\p{Script=Latin}/u.test(letter)).length;
  if (letters.length > 0 && latin < letters.length / 2) return false;
  const told = words(text).map((word) => word.text);
  if (told.length < LEAST_WORDS) return null;
  const english = told.filter((word) => ENGLISH.has(word) && !OTHERS.has(word)).length;
  const other = told.filter((word) => OTHERS.has(word) && !ENGLISH.has(word)).length;
  if (other > english) return false;
  return english > other && english >= LEAST_ENGLISH * told.length ? true : null;
}

/** Share of the words that must be function words of German. */
const LEAST_GERMAN = 0.06;

/** German writes every noun with a capital letter. */
export function speaksGerman(text: string): boolean {
  const told = words(text).map((word) => word.text);
  return told.filter((word) => GERMAN.has(word)).length >= Math.max(1, LEAST_GERMAN * told.length);
}

function listOf(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/u));
}

/** As `words()` folds them. */
const ENGLISH = listOf(`
  the of and to is that it was for on are as with his they at be this have from or had by not but what all were we when
  there can an your which their said if will each about how up out them then she many some so these would other into has
  more her him could no than been who its now did may after our only most over he in you where while because before
  between during under against still even also does should being those such through both any very just`);

const GERMAN = listOf(`
  der die das am und ist nicht ein eine einen einem einer mit auf fur von dem den des sich im zu zum zur wird war auch als es
  er sie wurde wurden haben hat sind nach bei aus uber noch wie nur oder aber wenn kann`);

const OTHERS = new Set([
  ...GERMAN,
  ...listOf(`
    le la les des et est une un dans pour que qui sur pas au aux avec par ce cette il elle sont ete du plus ont ne
    el los las del y en es una por con para se su fue mas al como lo sus pero ha han
    gli della dello di che per non sono nel nella alla anche dei delle da
    os uma nao com foi em ao pela pelo dos das um mais seu sua
    het een van ik niet dat op te zijn voor met aan ook naar werd wordt
    och att det som ar pa inte av till har med jag
    og af ikke til han hun blev
    ja ei on oli joka se etta
    w na z sie jest nie ze byl byla oraz przez
    ve bir bu icin ile olarak da de`),
]);
