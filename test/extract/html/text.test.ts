import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { extract, linked, PARAGRAPHS, page, STORY, STORY_TEXT } from "./support.ts";

const TITLE = "Lighthouse goes dark after 115 years";
const HEAD = `<title>${TITLE}</title>`;

async function text(body: string, head = HEAD, lang = "en") {
  return (await extract(page(head, body, lang))).text;
}

test("a page as WordPress makes it comes out whole", async () => {
  const bytes = readFileSync(new URL("pages/wordpress.html.txt", import.meta.url));
  expect(await extract(bytes)).toEqual({
    givenId: null,
    title: "Ferry to Skarvik returns after nine years",
    url: "https://www.harbourgazette.example/2026/03/ferry-to-skarvik-returns/",
    outlet: "Harbour Gazette",
    author: "Morwenna Tregear",
    publishedAt: "2026-03-04T06:15:00+00:00",
    modifiedAt: "2026-03-04T09:02:11+00:00",
    text: [
      "The ferry between Port Ellery and Skarvik sails again from Monday, nine years after the line was closed.",
      "The council voted by 14 votes to 9 to pay £1.2m a year for the service, which will run four times a day in summer and twice in winter.",
      "“We have waited long enough,” said Hedda Lund, who keeps the harbour shop on Skarvik. Her own children had moved to the mainland for school.",
      "What it costs",
      "Single ticket: £9.50",
      "Residents: £3",
      "Bicycles travel free",
      "Season | Crossings",
      "Summer | 4",
      "Winter | 2",
      "It is a road for us, only wetter.",
      "The first boat leaves at 07:40. A spokesman for the operator, Nordlys Lines, said that bookings for the Easter weekend had passed 2,000.",
      "Correction, 4 March: An earlier version of this article gave the number of votes as 15.",
    ].join("\n\n"),
    notices: [
      { kind: "hidden-text", message: "1 hidden passage (53 characters) was left out" },
      {
        kind: "correction",
        message:
          "the page says: Correction, 4 March: An earlier version of this article gave the number of votes as 15",
      },
    ],
  });
});

describe("paragraphs", () => {
  test("are found whatever they are made of", async () => {
    const [one, two, three] = STORY;
    const shapes = [
      `<h1>${TITLE}</h1><div>${one}<br><br>${two}<br /><BR>${three}</div>`,
      `<h1>${TITLE}</h1><p>${one}<p>${two}<p>${three}`,
      `<TABLE WIDTH=600><TR><TD><A HREF="/">Home</A></TD><TD><FONT SIZE=5><B>${TITLE}</B></FONT><P><FONT FACE=Arial>${one}</FONT><P>${two}</P><TABLE><TR><TD>${three}</TD></TR></TABLE></TD></TR></TABLE>`,
      `<div id="a"><div class="x"><h1>${TITLE}</h1></div><div class="x9"><div class="y"><span>${one}</span></div><div class="y"><span>${two}</span></div><div class="y"><span>${three}</span></div></div></div>`,
      `<main><h1>${TITLE}</h1><section data-component="text-block"><p>${one}</p></section><div data-component="ad-slot"></div><section data-component="text-block"><p>${two}</p></section><section data-component="text-block"><p>${three}</p></section></main>`,
      `<form id="aspnetForm"><h1>${TITLE}</h1><div><p>${one}</p><p>${two}</p><p>${three}</p></div></form>`,
      `<article><h1>${TITLE}</h1><p><span class="dropcap">T</span>${one.slice(1)}</p><div>${two}</div><p>${three}</p></article>`,
      `<article><h1>${TITLE}</h1><p><span class="drop-cap">T</span>\n${one.slice(1)}</p><p>${two.replace("lamp", "<a href='/l'>la<b>mp</b></a>")}</p><p>${three.replace(" who ", "<br>who ")}</p></article>`,
    ];
    for (const shape of shapes) {
      expect(await text(shape), shape).toBe(STORY_TEXT);
    }
  });

  test("of scripts that run from right to left, and of those without spaces, are kept", async () => {
    const arabic = [
      "انقطع التيار الكهربائي عن منارة رأس بران يوم الثلاثاء للمرة الأولى منذ عام 1911، بعد أن قطعت مرساة الكابل القادم من البر الرئيسي.",
      "وصل المهندسون إلى الصخرة ظهرا وأشعلوا مصباحا احتياطيا يعمل بالبطاريات لمدة ستة أيام.",
    ];
    const body = `<article dir="rtl"><h1>المنارة تنطفئ بعد 115 عاما</h1><div class="byline">بقلم: ليلى حداد</div>${arabic.map((one) => `<p>${one}</p>`).join("")}</article>`;
    expect(await extract(page("<title>المنارة تنطفئ بعد 115 عاما</title>", body, "ar"))).toMatchObject({
      title: "المنارة تنطفئ بعد 115 عاما",
      author: "ليلى حداد",
      text: arabic.join("\n\n"),
    });
    const japanese = [
      "ブラン岬の灯台が火曜日、1911年以来初めて消えた。本土からのケーブルが錨で切断されたためだ。",
      "技術者たちは正午に岩礁に到着し、六日間動く電池式の予備灯をともした。",
    ];
    expect(
      await text(
        `<article><h1>灯台、百十五年ぶりに消える</h1>${japanese.map((one) => `<p>${one}</p>`).join("")}</article>`,
        "",
        "ja",
      ),
    ).toBe(japanese.join("\n\n"));
  });
});

describe("what is not the article", () => {
  test("is left out, in the article and around it", async () => {
    const [one, two, three] = STORY;
    const body = `<div class="cookie-banner"><p>We use cookies to make this site work and to show you advertising that is relevant to you.</p><button>Accept</button></div>
      <div class="breaking-news ticker"><a href="/b">BREAKING: Storm nears the coast</a></div>
      <header><nav><a href="/">Home</a></nav></header>
      <div class="layout with-sidebar"><div class="content has-share-bar"><h1>${TITLE}</h1><p class="author">Ida Marsh</p><p>17 Feb 2026</p><p>3 min read</p>
      <p>${one}</p><div class="inline-newsletter newsletter-signup"><h3>Sign up</h3><p>Get the day's best stories from the coast in your inbox every morning at seven.</p></div>
      <figure><img src="a.jpg"><figcaption>The lighthouse in 1911. Photograph: Coast archive</figcaption></figure><p class="image-caption">The rock seen from the sea on a calm day</p>
      <p>Advertisement</p><p>${two}</p><p><a href="/x">RELATED: How the cable was laid in 1968</a></p><p>READ MORE: The keepers of the north</p>
      <div class="related-box"><h4>Related</h4><ul><li><a href="/1">One</a></li><li>Two words more and a long teaser text that is not of the article</li></ul></div>
      <p>${three}</p><p><em>Ida Marsh is a reporter for The Coast. She lives by the sea.</em></p><p>Tags: lighthouse, sea</p><p>Follow us on Twitter</p>
      <h3>More from The Coast</h3><ul><li><a href="/2">Gulls return to the harbour wall</a></li></ul><p>© 2026 The Coast. All rights reserved.</p></div>
      <div class="sidebar"><h3>Most read</h3><p>A very long teaser about something else that happened on the coast yesterday, and that many people read.</p></div></div>
      <section class="comments"><h3>Comments</h3><p>I noticed! I was on my boat when it went dark and I told everyone in the pub about it, but nobody would listen to me, as usual.</p><p>Same here, and I was not even drunk, whatever the others may tell you about that evening by the sea.</p></section><footer>Imprint</footer>`;
    expect(await text(body)).toBe(STORY_TEXT);
  });

  test("is a second article that endless scrolling appended", async () => {
    const second = `<h1>Storm nears the coast</h1><p>Another article follows here with a text of its own that has many words and is about the storm, not the lighthouse.</p><p>It has a second paragraph, too, in which the harbour master tells people to stay at home and to tie up their boats.</p>`;
    expect(await text(`<article><h1>${TITLE}</h1>${PARAGRAPHS}</article><article>${second}</article>`)).toBe(
      STORY_TEXT,
    );
    expect(
      await text(
        `<div class="story"><h1 class="t">${TITLE}</h1><div class="b">${PARAGRAPHS}</div></div><div class="story">${second.replace("<h1>", '<h1 class="t">')}</div>`,
      ),
    ).toBe(STORY_TEXT);
    const bodies = `<h1>${TITLE}</h1><div class="article-body">${PARAGRAPHS}</div>${second.replace("</h1>", '</h1><div class="article-body">')}</div>`;
    expect(await text(`<div id="stream">${bodies}</div>`)).toBe(STORY_TEXT);
    const chunks = STORY.map(
      (one) => `<div><div class="article-body"><p>${one}</p></div></div><div class="ad">Ad</div>`,
    );
    expect(await text(`<h1>${TITLE}</h1>${chunks.join("")}`)).toBe(STORY_TEXT);
    const head = HEAD + linked({ "@type": "NewsArticle", headline: TITLE, articleBody: STORY.join(" ") });
    expect(
      await text(
        `<h1>${TITLE}</h1>${PARAGRAPHS}<h2>Storm nears the coast</h2>${second.replace(/<h1>.*<\/h1>/, "")}`,
        head,
      ),
    ).toBe(STORY_TEXT);
  });
});

test("a text that only scripts would show is taken from the JSON-LD", async () => {
  const head = HEAD + linked({ "@type": "NewsArticle", headline: TITLE, articleBody: `${STORY.join("\n\n")}` });
  expect(await text('<div id="root"></div>', head)).toBe(STORY_TEXT);
});

describe("character sets", () => {
  const russian =
    "Маяк на мысе Бран погас во вторник впервые с 1911 года после того, как якорь перебил кабель с материка. Инженеры прибыли на скалу в полдень.";
  const html = (charset: string, words: string) =>
    `<html><head><meta http-equiv="Content-Type" content="text/html; charset=${charset}"><title>x</title></head><body><h1>Заголовок</h1><p>${words}</p></body></html>`;
  const cyrillic = (source: string) =>
    Uint8Array.from(source, (letter) =>
      letter.charCodeAt(0) < 128 ? letter.charCodeAt(0) : letter.charCodeAt(0) - 0x350,
    );

  test("are those that the answer, the page or the bytes say", async () => {
    expect((await extract(cyrillic(html("windows-1251", russian)))).text).toBe(russian);
    expect((await extract(cyrillic(html("none", russian)), { charset: "windows-1251" })).text).toBe(russian);
    expect((await extract(new TextEncoder().encode(html("none", russian)))).text).toBe(russian);
    expect((await extract(new TextEncoder().encode(html("utf-8", russian)), { charset: "iso-8859-1" })).text).toBe(
      russian,
    );
    expect((await extract(Buffer.from(`\ufeff${html("utf-8", russian)}`, "utf16le"))).text).toBe(russian);
    const french =
      "Le phare de la pointe de Brann s’est éteint mardi pour la première fois depuis 1911, après la rupture du câble venant du continent.";
    const latin = Buffer.from(html("none", french).replace("Заголовок", "T").replace("’", "\u0092"), "latin1");
    expect((await extract(latin)).text).toBe(french);
  });
});
