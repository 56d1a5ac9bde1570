/** Lines that pages put between and around the paragraphs of an article. Each is a whole block, or how one begins. */
export function isFurniture(text: string): boolean {
  return text.length <= LONGEST && (WHOLE.test(text) || BEGINNINGS.test(text));
}

/** A heading over what is not the article any more. */
export function isEnd(text: string): boolean {
  return text.length <= 80 && END.test(text);
}

const LONGEST = 300;

const WHOLE = new RegExp(
  `^[\\s|•·*→»>–—-]*(?:${[
    "advertisements?|advertising|ad|anzeige|werbung|publicité|publicidad|pubblicità|publicidade|advertentie|reklama|annons|реклама|広告|إعلان|פרסומת|광고|广告",
    "(?:story|article) continues (?:below|after)(?: (?:this )?(?:ad\\w*|advertisement))?|continue reading(?: (?:below|the main story))?|scroll (?:down )?(?:to|for) (?:continue|more).{0,40}",
    "read (?:more|next|also|on)|more|see more|show more|load more|view more|keep reading|back to top|skip (?:ad|to .{1,30})|print|e-?mail|save|share|tweet|pin|copy link|link copied|comments?|\\d+ comments?|leave a comment|reply|follow|following|listen|listen to this article|play|watch|gift this article|subscribe|sign up|log in|sign in|register|close|menu|search|loading\\W*",
    "share (?:this|on|via|with).{0,60}|(?:share|tweet|email|print|facebook|twitter|x|whatsapp|linkedin|reddit|telegram|copy link|flipboard|pinterest|\\s|[,|/•·])+",
    "(?:teilen|drucken|merken|kommentare?|partager|imprimer|compartir|imprimir|condividi|compartilhar|delen)",
    "\\d{1,3}[- ]?min(?:ute)?s?\\.?(?: (?:read|lesezeit|de lecture|de lectura|di lettura|leestijd))?|(?:reading time|lesezeit|temps de lecture|lecture|tiempo de lectura)\\s*:?.{0,20}",
    "(?:image|photo|picture|file photo|foto|bild|photograph|image source|image caption|media caption|photo credit|credits?|фото|crédit photo|写真|图片|사진|صورة|צילום)(?:s)?\\s*[:：©].{0,200}",
    "\\(?(?:photo|image|foto) (?:by|courtesy|von|credit).{0,120}\\)?|.{0,80}/? ?getty images\\)?|\\[?(?:ap|reuters|afp|epa) (?:photo|file photo|image).{0,60}",
    "(?:©|\\(c\\)|copyright).{0,200}|all rights reserved\\.?",
    "this (?:article|story|content) (?:was|is) (?:originally )?(?:published|appeared) .{0,20}with permission.{0,60}",
    "this (?:article|story|piece|essay|post|column)(?: was| has)? (?:originally|first) (?:been )?(?:appeared|published|ran|posted|written)(?: (?:as|here))? (?:at|in|on|by|for|with) [^.!?]{1,100}(?:\\.[^\\s.!?]{1,30})?",
    "dies(?:er|es) (?:artikel|text|beitrag|interview) (?:ist|erschien) (?:zuerst|zunächst|ursprünglich) [^.!?]{1,100}|cet article (?:a été|est) (?:d[’']abord |initialement |originellement )?(?:publié|paru) (?:d[’']abord |initialement )?(?:sur|dans|par|par le) [^.!?]{1,100}|este artículo (?:se publicó|fue publicado) originalmente en [^.!?]{1,100}",
    "(?:printed|retrieved) from\\s*:?\\s*\\S+|(?:address|url|source|link|permalink|web address|adresse|quelle|lien|enlace)(?: of th(?:is|e) (?:article|page|story))?\\s*[:：]\\s*https?://\\S+",
    "(?:page|seite|página|pagina) \\d+ (?:of|von|sur|de|di|van|/) \\d+|(?:next|previous) page|nächste seite|page suivante|página siguiente",
    "tags?\\s*:.{0,200}|topics?\\s*:.{0,200}|filed under\\s*:?.{0,200}|schlagw[oö]rter\\s*:.{0,200}|mots-clés\\s*:.{0,200}|etiquetas\\s*:.{0,200}",
    "live(?: updates?| blog| coverage)?",
    "(?:this )?(?:video|audio|content|embed) (?:is )?(?:can ?not|can't|unavailable|not available|could not).{0,80}|(?:please )?enable javascript.{0,120}|your browser does not support.{0,80}",
  ].join("|")})[\\s|•·*→»>:.!]*$`,
  "iu",
);

const BEGINNINGS = new RegExp(
  `^[\\s|•·*→»>▶►[(–—-]*(?:${[
    "(?:read|see|watch) (?:more|also|next)(?: on| about)?\\s*[:：|>»–—-]|also (?:read|see|watch)\\s*[:：|>»–—-]|related(?: \\w+){0,2}\\s*[:：|>»]|more (?:from|on) .{1,60}[:：]|recommended\\s*[:：]|don[’']t miss\\s*[:：]|must[- ]read\\s*[:：]|up next\\s*[:：]|more on this(?: story)?\\b",
    "(?:mehr zum thema|lesen sie auch|lesen sie (?:hier|dazu)|auch interessant|siehe auch|mehr dazu)\\b",
    "(?:lire aussi|à lire aussi|a lire aussi|lire également|à lire|lisez aussi|voir aussi)\\b",
    "(?:lea también|lee también|te puede interesar|le puede interesar|más información|leia também|leia mais|veja também|leggi anche|lees ook|læs også|läs också|les også|lue myös|czytaj (?:też|także|również)|zobacz też|читайте также|читайте ещё|читайте також|اقرأ أيضا|اقرأ أيضاً|קראו גם|ayrıca oku|あわせて読みたい|関連記事|相关阅读|관련기사)",
    "sign up (?:for|to) (?:our|the|receive|get)\\b|subscribe to (?:our|the|continue|read|unlock|get)\\b|get (?:our|the) .{0,40}newsletter|join our (?:newsletter|mailing|whatsapp|telegram)|register (?:now )?to (?:continue|read)|follow (?:us|our|.{1,30}) on (?:twitter|facebook|instagram|x|whatsapp|telegram|google|mastodon|bluesky|threads|linkedin|youtube|tiktok|reddit|signal|rss)|download (?:our|the) .{0,30}app\\b|like what you.re reading|support (?:our|independent) journalism",
    "melden sie sich .{0,40}newsletter|newsletter abonnieren|jetzt abonnieren|inscrivez-vous|abonnez-vous|suscríbete|suscríbase|iscriviti|assine|inscreva-se|schrijf je in|подпишитесь|подписывайтесь",
    "(?:already a subscriber|bereits abonniert|déjà abonné|¿ya eres suscriptor|ya eres suscriptor)",
    "(?:to (?:continue|keep) reading|um weiterzulesen|pour lire la suite|para seguir leyendo|per continuare a leggere|para continuar lendo|om verder te lezen)",
    "we use cookies|this (?:site|website) uses cookies|by (?:continuing|clicking|using|signing|subscribing).{0,80}(?:cookies|terms|privacy|agree)",
    "(?:\\p{L}+|\\d+)(?:[- ]\\p{L}+)? years? ago(?: today| this (?:week|month))?\\s*[:：]|(?:on this day|this day in history|today in history|from (?:the|our) archives?|heute vor \\S+ jahren|il y a \\S+ ans)\\s*[:：]",
    "click here to\\b|tap here to\\b|do you have a (?:tip|story)|got a (?:tip|story)|have you been affected|contact (?:us|the author|the reporter) (?:at|via|on)|e-?mail (?:the author|us) at",
  ].join("|")})`,
  "iu",
);

const END = new RegExp(
  `^(?:${[
    "(?:related|recommended|popular|trending|latest|top|more|other|similar)(?: \\w+){0,2} (?:articles?|stories|posts|news|reading|content|coverage|topics|links|headlines)|related|recommended(?: for you)?|most (?:read|popular|viewed|shared|commented)|trending(?: now)?|you (?:may|might) (?:also )?(?:like|be interested).*|more (?:from|on|in|about)\\b.*|read (?:more|next)|up next|what to read next|editors?[’']s? picks|explore more|around the web|from our partners|sponsored(?: content)?|promoted",
    "(?:\\d+ )?comments?(?: \\(?\\d+\\)?)?|leave a (?:comment|reply)|join the (?:conversation|discussion)|responses|about the authors?|about this author|author|tags|topics|share this.*|follow us.*|newsletter.*|sign up.*|subscribe.*",
    "mehr zum thema.*|das könnte sie auch interessieren.*|meistgelesen.*|kommentare.*|weitere artikel.*|verwandte artikel|sur le même sujet|les plus lus|à lire aussi|commentaires.*|articles liés|te puede interesar|noticias relacionadas|lo más leído|más noticias|comentarios.*|leggi anche|articoli correlati|commenti.*|leia também|mais lidas|comentários.*|lees ook|meer over.*|meest gelezen|reacties.*|читайте также|популярное|комментарии.*|похожие материалы|関連記事|人気記事|相关新闻|관련기사|مواضيع ذات صلة|اقرأ أيضا|כתבות נוספות|תגובות",
  ].join("|")})\\s*[:：]?$`,
  "iu",
);
