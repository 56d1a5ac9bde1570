const GREETING =
  /^(?:hi|hiya|hello|hey|yo|greetings|good (?:morning|afternoon|evening|day)|hallo|hola|bonjour|moin|servus|ciao)(?: (?:there|all|everyone|bot|footnote))?\W*$/iu;
const THANKS =
  /^(?:ok(?:ay)?\W+)?(?:thanks|thank you|thx|cheers|merci|danke|gracias)(?: (?:a lot|again|(?:so|very) much))?\W*$/iu;
const PARTING = /^(?:bye|goodbye|good night|see you|see ya|cya)(?: (?:all|everyone|later))?\W*$/iu;

/** A word in return where nothing is asked: a greeting, thanks, a parting. `null` for everything else. */
export function smallTalk(text: string): string | null {
  const said = text.trim();
  if (GREETING.test(said)) return "Hello! Ask me something about the articles.";
  if (THANKS.test(said)) return "You are welcome.";
  return PARTING.test(said) ? "Goodbye." : null;
}
