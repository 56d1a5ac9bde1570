import { isCorrection } from "./corrections.ts";
import { attribute, classWords, find, type PageElement, textOf, without } from "./dom.ts";
import { isLinkList } from "./link-list.ts";
import { survey } from "./survey.ts";

/**
 * The page without what is not the article: navigation, related articles, adverts, sign-ups, share bars, comments,
 * footers. Bylines, dates and captions stay, since they say something about it.
 */
export function withoutSurroundings(root: PageElement): PageElement {
  const { headlines, prose } = survey(root, NEVER_PROSE);
  const most = (prose.get(root) ?? 0) * 0.4;
  return without(root, (element) => {
    if (NEVER_PROSE.has(element.tag)) {
      return true;
    }
    const isMost = (prose.get(element) ?? 0) >= most;
    const words = classWords(element).replace(STATES, " ");
    if (element.tag === "main" || (headlines.has(element) && !SITE_HEADER.test(words))) {
      return false;
    }
    return isLeftOut(element, words, isMost) && !isKept(element, words, prose.get(element) ?? 0);
  });
}

/** A list of comments is often longer than the article; where others hold most of the page, their names mislead. */
function isLeftOut(element: PageElement, words: string, isMost: boolean): boolean {
  if (isMost) {
    return element.tag === "nav" || element.tag === "footer" || words.startsWith(" comment");
  }
  return isSurrounding(element, words) || WEAK_TAGS.has(element.tag) || WEAK.test(words) || isTeaser(element, words);
}

const NEVER_PROSE = new Set(
  "script style noscript iframe object embed canvas svg math button input select textarea dialog menu link meta title amp-ad amp-embed amp-sidebar amp-consent amp-social-share amp-analytics amp-video amp-audio".split(
    " ",
  ),
);
const WEAK_TAGS = new Set(["aside", "form"]);

const SITE_HEADER =
  / (?:site header|masthead|global header|site nav\w*|top bar|topbar|header bar|site banner|skip link) /;

/** `has-sidebar`, `with-share-bar`: what stands beside an element, not what it is. */
const STATES = / (?:has|with|no(?! print)|is|not|enabled?|show|hide) \w+(?= )/g;

/** Whatever they hold, readers do not take it for the article. */
function isSurrounding(element: PageElement, words: string): boolean {
  const role = attribute(element, "role").toLowerCase();
  const isNamed = SURROUNDINGS.test(words) || SITE_HEADER.test(words);
  return element.tag === "nav" || element.tag === "footer" || ROLES.has(role) || isNamed;
}

const ROLES = new Set([
  "navigation",
  "contentinfo",
  "complementary",
  "search",
  "dialog",
  "alertdialog",
  "menu",
  "menubar",
  "toolbar",
  "tablist",
]);

const phrases = (list: string) =>
  new RegExp(
    ` (?:${list
      .trim()
      .split(/\s*,\s*/)
      .join("|")}) `,
  );

const SURROUNDINGS = phrases(
  `comments?, comment list, comments area, disqus\\w*, disqus thread, respond, coral, livefyre, fb comments,
  related, related \\w+, relateds, recirc\\w*, recommended, recommendations?, more from, more on, more stories, more news,
  read more, readmore, read next, read also, also read, see also, up next, next article, trending, most read, most popular,
  most viewed, popular posts, latest news, top stories, outbrain, taboola, zergnet, promoted, yarpp, jp relatedposts,
  newsletters?, newsletter \\w+, news letter, signup, sign up, mailchimp, mc embed signup, subscribe \\w+, subscription \\w+,
  ads?, ad \\w+, advert, adverts, advertisement, advertisements, advertising, adsbygoogle, adslot, adunit, dfp, gpt, google ads?, anzeige, werbung,
  publicite, publicidad, cookies?, cookie \\w+, consent, gdpr, cmp, onetrust \\w+, didomi\\w*, share, share \\w+, sharing, social,
  social \\w+, sharedaddy, addthis\\w*, addtoany\\w*, a2a kit, follow us, breadcrumbs?, bread crumbs?, pagination, pager, sidebar, side bar,
  navbar, nav, navigation, main menu, site footer, footer, page footer, noprint, no print, hidden print, print hidden, author bio, author box, author card, author info box, about author,
  about the author, author profile, author description, author biography, bio, post author box, entry author box, ticker, news ticker,
  breaking news, breaking bar, live ticker, marquee, donate, donation, support us, membership promo, app promo, download app,
  popup, modal, overlay, lightbox, toast, skip to content, table of contents, toc, weather widget, stock widget, market data,
  tags, tag list, tag links, tag cloud, post tags, article tags, entry tags, topics, article topics, topic list, keywords, cat links,
  post navigation, nav links, post nav, rating, ratings, reactions?, poll, print link, tools, article tools, page tools, rightslink, reprints,
  verwandte, mehr zum thema, lesen sie auch, auch interessant, meistgelesen, a lire aussi, lire aussi, sur le meme sujet, les plus lus,
  te puede interesar, lee tambien, mas leidas, noticias relacionadas, leggi anche, leia tambem, lees ook, feedback, paywall prompt, piano \\w+, tp modal`,
);

const WEAK = phrases(
  `promo, promos, teaser list, teasers, widget area, rail, right rail, left rail, right column, secondary, complementary,
  sponsor, sponsored, sponsored \\w+, partner, partners, banner, inline promo, in article promo, callout link, box related, subscribe, subscription,
  paywall, regwall, meter, gate, upsell, join, login, menu, toolbar, search, survey, quiz, carousel, link list, linklist, links block, infobox links`,
);

/** A card with a headline that leads elsewhere. */
function isTeaser(element: PageElement, words: string): boolean {
  const isHeading = (inner: PageElement) => /^h[2-6]$/.test(inner.tag);
  const isLink = (inner: PageElement) => inner.tag === "a" && attribute(inner, "href") !== "";
  return / (?:cards?|teaser) /.test(words) && find(element, isHeading) !== null && find(element, isLink) !== null;
}

/** A footer or a box that corrects the article is of the article; one that says who wrote it stands in some systems. */
function isKept(element: PageElement, words: string, characters: number): boolean {
  return (
    characters < 800 && (isCorrection(textOf(element)) || (element.tag === "footer" && isSubmission(element, words)))
  );
}

function isSubmission(element: PageElement, words: string): boolean {
  return (
    / (?:node|entry|post|article) meta | (?:submitted|byline) /.test(words) ||
    /^(?:(?:Submitted|Posted|Published|Written) by|By) \p{Lu}/u.test(textOf(element).slice(0, 200))
  );
}

/** The article without what only says something about it: bylines, dates, captions, credits, pictures, kickers. */
export function withoutDetails(root: PageElement): PageElement {
  const { headlines, prose } = survey(root, NEVER_PROSE);
  const most = (prose.get(root) ?? 0) * 0.4;
  return without(root, (element) => {
    if (PICTURES.has(element.tag)) {
      return element.tag !== "figure" || find(element, isFramed) === null;
    }
    const words = classWords(element).replace(STATES, " ");
    const isLarge = LARGE.has(element.tag) || headlines.has(element) || (prose.get(element) ?? 0) > most;
    if (isLinkList(element) || isFloatedPicture(element, prose.get(element) ?? 0)) {
      return true;
    }
    if (element.tag === "footer" && isSubmission(element, words) && !isCorrection(textOf(element))) {
      return true;
    }
    return !isLarge && (CAPTIONS.test(words) || (!WITHIN_LINES.has(element.tag) && DETAILS.test(words)));
  });
}

/** The table for a picture and its caption, beside which text runs on, from before there were figures. */
function isFloatedPicture(element: PageElement, characters: number): boolean {
  const isFloated = element.tag === "table" && /^(?:left|right)$/i.test(attribute(element, "align"));
  return isFloated && characters <= 200 && find(element, (inner) => inner.tag === "img") !== null;
}

/** What may stand in a figure and is text all the same. */
function isFramed(element: PageElement): boolean {
  return element.tag === "table" || element.tag === "blockquote";
}

/** Without pictures and what stands under them: the name there is of who took it. */
export function withoutCaptions(root: PageElement): PageElement {
  return without(root, (element) => PICTURES.has(element.tag) || CAPTIONS.test(classWords(element)));
}

const PICTURES = new Set([
  "figure",
  "figcaption",
  "picture",
  "video",
  "audio",
  "img",
  "time-ago",
  "amp-img",
  "amp-carousel",
  "amp-youtube",
]);
const LARGE = new Set(["article", "main", "section"]);
const WITHIN_LINES = new Set(["a", "b", "em", "i", "strong", "mark"]);

const CAPTIONS = phrases(
  `caption, captions, wp caption, wp caption text, image caption, img caption, photo caption, media caption, figcaption, gallery caption, photo credit,
  image credit, credit, credits, copyright, bildunterschrift, legende, pie foto, didascalia`,
);

const DETAILS = phrases(
  `byline, by line, bylines, author, authors, article author, author name, authorname, article byline, post meta, entry meta, article meta, story meta, meta,
  metadata, article info, post info, article header meta, timestamp, time stamp, pub date, pubdate, publish date, published, date published, post date, article date, entry date,
  date, updated, last updated, read time, reading time, reading length, kicker, eyebrow, rubric, overline, category, categories, section label, article label,
  gallery, slideshow, photo gallery, image gallery, video, video player, player, podcast, audio player, listen, photo, media, embed video`,
);
