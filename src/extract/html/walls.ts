import { InputError } from "#errors.ts";
import { attribute, find, type PageElement, textOf } from "./dom.ts";
import { isGalleryPage } from "./gallery.ts";
import { headings, type Page } from "./page.ts";
import { type Block, blocksOf } from "./prose.ts";
import { countWords } from "./word-count.ts";

/**
 * Throws `InputError` for what servers send in place of an article: checks of browsers, questions for consent, sign-in
 * forms, pages that are not there. Pages with many words are none of these, whatever they say.
 */
export function refuseWalls(page: Page, shown: PageElement): void {
  const title = find(page.root, (element) => element.tag === "title");
  const lines = [title === null ? "" : textOf(title), ...headings(page.root)].join(" \n ");
  const text = textOf(page.root).slice(0, 6000);
  const words = countWords(text);
  const prose = blocksOf(shown).filter((block) => block.linked < 0.5 && countWords(block.text) >= 10);
  const isGallery = isGalleryPage(page, shown);
  const wall = WALLS.find(
    ({ most, titles, texts }) =>
      words < most &&
      ((titles.test(lines) && wordsBeside(prose, texts) < ARTICLE) ||
        (page.article === null && !isGallery && texts.test(text) && wordsBeside(prose, texts) < SHORTEST)),
  );
  if (wall !== undefined) {
    throw new InputError(`Expected an article, found ${wall.found}. ${wall.advice}`);
  }
  if (wordsBeside(prose, /^$/) < SHORTEST && page.article === null && hasPassword(page.root)) {
    throw new InputError(`Expected an article, found a form to sign in. ${SAVE}`);
  }
}

/** Words in paragraphs from which on a page is an article, about walls or not. */
const ARTICLE = 50;
/** The same where its title says nothing of walls: a banner for cookies stands above short articles, too. */
const SHORTEST = 25;

function wordsBeside(prose: readonly Block[], texts: RegExp): number {
  const other = prose.filter((block) => !texts.test(block.text) && !LEGAL.test(block.text));
  return other.reduce((sum, block) => sum + countWords(block.text), 0);
}

const LEGAL =
  /cookies?\b|consent|privacy|personal data|your (?:browser|device|choices|ip address|account|password)|ray id|partners|datenschutz|einwilligung|données personnelles|javascript|(?:home ?page|search|link|url|address|page) .{0,40}(?:try|moved|typed|back|instead)/i;

interface Wall {
  readonly found: string;
  readonly advice: string;
  /** Words on the page from which on it is no wall. */
  readonly most: number;
  readonly titles: RegExp;
  readonly texts: RegExp;
}

const SAVE = "Open it in a browser, save the page there, and give the file.";

const WALLS: readonly Wall[] = [
  {
    found: "a check whether the reader is a person",
    advice: SAVE,
    most: 200,
    titles:
      /just a moment|attention required|access denied|are you (?:a )?(?:human|robot)|verify (?:that )?you(?:[’']re| are) human|security check|checking your browser|bot (?:check|verification)|pardon our interruption|robot check|human verification|ddos-guard/i,
    texts:
      /checking (?:if the site connection is secure|your browser)|verify(?:ing)? (?:that )?you are (?:a )?human|complete the (?:security check|captcha)|unusual (?:traffic|activity) from your|press (?:&|and) hold to confirm|cloudflare ray id|request unsuccessful\. incapsula|needs to review the security of your connection/i,
  },
  {
    found: "a page that shows its text only where scripts run",
    advice: SAVE,
    most: 80,
    titles: /(?:enable|requires?) javascript|javascript (?:is )?(?:required|disabled)/i,
    texts:
      /(?:please )?(?:enable|turn on|activate) javascript|javascript (?:is|must be) (?:required|disabled|enabled)|you need to enable javascript|bitte (?:aktivieren sie )?javascript|veuillez activer javascript|active javascript/i,
  },
  {
    found: "a page that says that there is nothing at this address",
    advice: "Check the address.",
    most: 200,
    titles:
      /(?:^|\s)(?:404|410)(?:\s|$|\W)|page (?:not found|can(?:no|['’])t be found|doesn['’]t exist|no longer (?:exists|available))|not found\s*(?:$|[|–—-])|seite nicht gefunden|page (?:introuvable|non trouvée)|página no encontrada|pagina non trovata|página não encontrada|pagina niet gevonden|страница не найдена|sidan kunde inte hittas|ページが見つかりません|页面不存在|الصفحة غير موجودة/i,
    texts:
      /the page you(?:[’']re| are| were)? (?:looking for|requested|tried) .{0,40}(?:not (?:be )?found|doesn['’]t exist|does not exist|been (?:moved|removed|deleted)|no longer)|we can(?:no|['’])t find (?:the|that) page|die (?:angeforderte )?seite (?:wurde|konnte) nicht gefunden|la page (?:que vous recherchez|demandée) n['’]existe/i,
  },
  {
    found: "a question for consent to cookies",
    advice: SAVE,
    most: 350,
    titles:
      /before you continue|cookie (?:consent|wall|settings)|your privacy|privacy (?:choices|settings|consent)|consent (?:required|needed)|we value your privacy|zustimmung|datenschutz-?einstellungen|votre vie privée|gestion des cookies|uw privacy|privacy ?gate|tu privacidad/i,
    texts:
      /^.{0,300}(?:we (?:and our \d* ?partners|value your privacy)|accept all(?: cookies)?|mit werbung (?:und tracking )?weiterlesen|alle akzeptieren|tout accepter|alles accepteren|aceptar todo|accetta tutto)/is,
  },
  {
    found: "a form to sign in",
    advice: SAVE,
    most: 150,
    titles:
      /^\W*(?:sign|log) ?in\b|^\W*login\b|^\W*anmelden\b|^\W*connexion\b|^\W*iniciar sesión|^\W*einloggen|^\W*accedi\b|^\W*inloggen\b/i,
    texts:
      /^.{0,200}(?:you (?:must|need to) (?:be logged|log|sign) in|please (?:log|sign) in to (?:continue|view|read))/is,
  },
];

function hasPassword(root: PageElement): boolean {
  return (
    find(root, (element) => element.tag === "input" && attribute(element, "type").toLowerCase() === "password") !== null
  );
}
