/** Feeds and sitemaps in the shapes real sites give them, written for these tests. */

export const rss2 = `<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet type="text/xsl" href="/feed.xsl"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:atom="http://www.w3.org/2005/Atom" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"
  xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0">
<channel>
  <title>The Harbour Post &amp; Courier</title>
  <link>https://post.example/</link>
  <atom:link href="https://post.example/feed.xml" rel="self" type="application/rss+xml"/>
  <sy:updatePeriod>hourly</sy:updatePeriod>
  <sy:updateFrequency>2</sy:updateFrequency>
  <item>
    <title><![CDATA[Ferry to <em>Lund</em> runs again]]></title>
    <link>https://post.example/ferry?id=7&amp;page=1</link>
    <dc:creator><![CDATA[Ada Holm]]></dc:creator>
    <pubDate>Tue, 24 Nov 2026 09:05:00 +0100</pubDate>
    <guid isPermaLink="false">post-7</guid>
    <description>A teaser.</description>
    <content:encoded><![CDATA[<p>The ferry runs again.</p><p>It had lain still for a year.</p>]]></content:encoded>
  </item>
  <item>
    <title>Mayor &amp;amp; council: &amp;ldquo;No&amp;rdquo; to caf&amp;eacute;</title>
    <link>http://counter.example/~r/post/8</link>
    <feedburner:origLink>https://post.example/council</feedburner:origLink>
    <author>ben@post.example (Ben Roe)</author>
    <pubDate>23 Nov 26 18:00 EST</pubDate>
  </item>
  <item>
    <guid>https://post.example/only-guid</guid>
    <title>Without a link</title>
    <source url="https://wire.example/feed">The Wire</source>
    <pubDate>yesterday</pubDate>
  </item>
  <item><title>Nowhere to be read</title></item>
</channel></rss>`;

export const rss091 = `<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">
<rss version="0.91"><channel><title>Old news</title><link>https://old.example/</link>
<item><title>A modem</title><link>/modem.html</link><description>It beeps.</description></item>
</channel></rss>`;

export const rss1 = `<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
<channel rdf:about="https://journal.example/"><title>Journal of Tides</title><sy:updatePeriod>daily</sy:updatePeriod>
<items><rdf:Seq><rdf:li rdf:resource="https://journal.example/1"/></rdf:Seq></items></channel>
<item rdf:about="https://journal.example/1"><title>On ebb</title><link>https://journal.example/1</link>
<dc:creator>C. Moon</dc:creator><dc:date>2026-11-20T10:00:00+00:00</dc:date></item>
</rdf:RDF>`;

export const atom = `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0" xml:base="https://planet.example/">
  <title type="html">Planet &amp;lt;Sea&amp;gt;</title>
  <link rel="self" href="atom.xml"/>
  <author><name>The planet</name></author>
  <entry>
    <title>Ships &amp; &lt;b&gt; tags</title>
    <id>tag:sea.example,2026:1</id>
    <link rel="enclosure" href="https://sea.example/1.mp3"/>
    <link rel="alternate" type="application/json" href="https://sea.example/1.json"/>
    <link rel="alternate" type="text/html" href="blog/1"/>
    <published>2026-11-21T08:00:00Z</published>
    <updated>2026-11-22T09:30:00.25+02:00</updated>
    <author><name>Dora Quay</name></author>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>A <b>ship</b> &amp; a sea.</p></div></content>
    <source><title>Sea Notes</title></source>
  </entry>
  <entry>
    <title type="html">Nets &amp;amp; &lt;i&gt;lines&lt;/i&gt;</title>
    <id>https://sea.example/2</id>
    <updated>2026-11-20T00:00:00Z</updated>
    <summary>Short.</summary>
    <content type="html">&lt;p&gt;Nets.&lt;/p&gt;</content>
  </entry>
  <at:deleted-entry ref="tag:sea.example,2026:0" when="2026-11-23T00:00:00Z">
    <link href="https://sea.example/0"/><at:comment>Libel</at:comment>
  </at:deleted-entry>
</feed>`;

export const jsonFeed = JSON.stringify({
  version: "https://jsonfeed.org/version/1.1",
  title: "Weather <desk>",
  authors: [{ name: "Eve Frost" }],
  items: [
    {
      id: "1",
      url: "/storm",
      title: "Storm & calm",
      content_html: "<p>It blew.</p>",
      date_published: "2026-11-19T07:00:00-05:00",
    },
    { id: "https://weather.example/2", content_text: "Rain < snow.\n\nLater sun.", date_modified: "2026-11-18" },
    { id: "3", title: "No address" },
  ],
});

export const opml = `<?xml version="1.0"?><opml version="2.0"><head><title>My feeds</title></head><body>
<outline text="News"><outline type="rss" text="Post" xmlUrl="https://post.example/feed.xml"/></outline>
<outline type="rss" xmlUrl="https://sea.example/atom.xml"/><outline text="No feed"/></body></opml>`;

export const newsSitemap = `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
  xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url>
  <loc>
    https://post.example/a?x=1&amp;y=2
  </loc>
  <image:image><image:loc>https://post.example/a.jpg</image:loc><image:title>A picture</image:title></image:image>
  <news:news><news:publication><news:name>The Harbour Post</news:name><news:language>en</news:language></news:publication>
    <news:publication_date>2026-11-24T08:00+01:00</news:publication_date><news:title>Ferry &amp; tide</news:title></news:news>
</url>
<url><loc>/b</loc><lastmod>2026-11-01</lastmod><priority>0.5</priority></url>
<url><loc>javascript:alert(1)</loc></url>
<url><lastmod>2026-11-01</lastmod></url>
</urlset>`;

export const sitemapIndex = `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://post.example/sitemap-1.xml.gz</loc><lastmod>2026-11-24</lastmod></sitemap>
<sitemap><loc>https://post.example/sitemap-2.xml</loc></sitemap></sitemapindex>`;

export const addressList = `# What we read\r\nhttps://post.example/ferry\r\n\r\nHTTPS://Sea.example/2\r\n`;
