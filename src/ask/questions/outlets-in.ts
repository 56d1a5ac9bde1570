/** Outlets that a question names. */
export interface NamedOutlets {
  /** As written, without `the`, each once. */
  readonly outlets: readonly string[];
  /** One of the names is that of a publication by its look; others may be persons or topics. */
  readonly isSure: boolean;
}

/** Reads outlets from `according to the BBC`, `what did The Guardian write`, `in the Reuters article` and the like. */
export function outletsIn(question: string): NamedOutlets {
  const names = PLACES.flatMap(({ pattern, takes }) =>
    [...question.matchAll(pattern)]
      .map((match) => (match.groups?.name ?? "").replace(DATE_AT_END, "").replace(/['’]s?$|['’]s .*$/u, ""))
      .filter((name) => name !== "" && !NO_OUTLET.test(name) && (takes === "any name" || looksLikeOutlet(name))),
  );
  const outlets = [...new Set(names)];
  return { outlets, isSure: outlets.some(looksLikeOutlet) };
}

const MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)";
const WORD = "[\\p{Lu}\\d][\\p{L}\\p{N}’'-]*(?:\\.com|\\.org)?";
/** `The Guardian`, `the Evening Standard`, `Orbit & Beyond`, `BBC`. */
const NAME = `(?:[Tt]he )?(?<name>\\p{Lu}[\\p{L}\\p{N}’'-]*(?:\\.com|\\.org)?(?:(?: (?:of|the|and|&|for|du|de|la|del))? ${WORD}){0,4})`;
const DATED = `(?:${MONTH}(?: \\d{1,2},?)? |(?:19|20)\\d\\d |recent |latest |original |first |new )*`;
const PIECE =
  "(?:article|articles|report|reports|piece|pieces|coverage|reporting|column|editorial|newspaper|website|journalists?|reporters?)";
const WRITES = "(?:write|written|report|reported|publish|published|print|printed|reveal|revealed)";
const SAYS = "(?:say|said|claim|claimed|tell|told|call|called|describe|described)";
const POSSESSED = "(?:(?<=s)['’]|['’]s)?";

/** Where an outlet stands in a question. After `did … say` nearly all names are persons. */
const PLACES: readonly { readonly pattern: RegExp; readonly takes: "any name" | "names of outlets" }[] = [
  {
    pattern: new RegExp(`\\b(?:[Ii]n|[Ff]rom|[Bb]y|[Oo]f) ${NAME}${POSSESSED} ${DATED}${PIECE}\\b`, "gu"),
    takes: "any name",
  },
  {
    pattern: new RegExp(`\\b(?:did|does|do|has|have) ${NAME}${POSSESSED} (?:${DATED}${PIECE} )?${WRITES}\\b`, "gu"),
    takes: "any name",
  },
  {
    pattern: new RegExp(`\\b(?:did|does|do) ${NAME}${POSSESSED} ${DATED}${PIECE} ${SAYS}\\b`, "gu"),
    takes: "any name",
  },
  {
    pattern: new RegExp(
      `\\b${PIECE} (?:that (?:was |were )?)?(?:published |written |printed )?(?:in|by|from|of|on) ${NAME}`,
      "gu",
    ),
    takes: "names of outlets",
  },
  {
    pattern: new RegExp(`\\b(?:reported|published|written|printed) (?:by|in|on) ${NAME}`, "gu"),
    takes: "names of outlets",
  },
  { pattern: new RegExp(`\\b[Aa]ccording to ${NAME}`, "gu"), takes: "any name" },
  { pattern: new RegExp(`\\b(?:did|does|do|has|have) ${NAME} ${SAYS}\\b`, "gu"), takes: "names of outlets" },
];

const DATE_AT_END = new RegExp(`(?:^| )(?:${MONTH}|\\d{1,2}|(?:19|20)\\d\\d)(?: (?:\\d{1,2}|(?:19|20)\\d\\d))*$`, "u");
const NO_OUTLET =
  /^(?:I|He|She|It|We|You|They|This|That|What|Who|The|An?|January|February|March|April|May|June|July|August|September|October|November|December|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)$/u;

/** Words of which one stands at the end of most outlets' names. */
const ENDS =
  /\b(?:Times|Post|News|Herald|Tribune|Gazette|Courier|Journal|Chronicle|Telegraph|Mail|Echo|Observer|Standard|Register|Dispatch|Bulletin|Examiner|Independent|Guardian|Mirror|Express|Globe|Press|Weekly|Daily|Monthly|Magazine|Review|Reporter|Ledger|Lantern|Messenger|Monitor|Sentinel|Inquirer|Mercury|Wire|Today|Gazetteer|Advertiser|Radio|TV|Television|Tidings|Notebook|Digest|Sun|\p{L}+\.(?:com|org))$/u;
/** Others whose name does not show it. */
const KNOWN =
  /^(?:Reuters|Bloomberg|Politico|Axios|Vox|BuzzFeed|Economist|Spiegel|Der Spiegel|Le Monde|Monde|El País|Al Jazeera|Associated Press|Agence France-Presse|AP|AFP|UPI|DPA|BBC|CNN|NBC|ABC|CBS|NPR|PBS|ITV|CNBC|MSNBC|NYT|WSJ|FT|TMZ|Variety|Billboard|Forbes|Fortune|Newsweek|Slate|Salon|Vogue|Wired|HuffPost|Breitbart|Nikkei|Xinhua|TASS|Time|TIME)$/u;

function looksLikeOutlet(name: string): boolean {
  return ENDS.test(name) || KNOWN.test(name);
}
