/** The number (1 to 12) of the month that a word names, in full or short; `null`: none. */
export function monthOf(word: string): number | null {
  const folded = word
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[\u0300-\u036f.]/g, "");
  return MONTHS.get(folded) ?? null;
}

/**
 * Names of the months by position, several to a month separated by `/`: English, German, French, Spanish, Portuguese,
 * Italian, Dutch, Scandinavian, Polish, Czech, Turkish, Finnish, Russian, Ukrainian, Greek, Arabic (both sets), Hebrew,
 * Hindi, Indonesian. Accents are left out when they are looked up.
 */
const NAMES: readonly string[] = [
  "january/január/januar/jänner/janvier/enero/janeiro/gennaio/januari/stycznia/styczeń/ledna/leden/ocak/tammikuuta/января/январь/січня/ιανουαρίου/يناير/كانون الثاني/ינואר/जनवरी/jan/janv/ene/gen/sty/янв",
  "february/február/februar/feber/février/febrero/fevereiro/febbraio/februari/lutego/luty/února/únor/şubat/helmikuuta/февраля/февраль/лютого/φεβρουαρίου/فبراير/شباط/פברואר/फरवरी/feb/févr/fév/fev/lut/фев",
  "march/március/märz/mars/marzo/março/maart/marts/marca/marzec/března/březen/mart/maaliskuuta/марта/март/березня/μαρτίου/مارس/آذار/מרץ/मार्च/maret/mar/mär/mrz/mrt/мар",
  "april/április/avril/abril/aprile/kwietnia/kwiecień/dubna/duben/nisan/huhtikuuta/апреля/апрель/квітня/απριλίου/أبريل/ابريل/نيسان/אפריל/अप्रैल/apr/avr/abr/kwi/апр",
  "may/május/mai/mayo/maio/maggio/mei/maj/maja/května/květen/mayıs/toukokuuta/мая/май/травня/μαΐου/مايو/أيار/מאי/मई/mag/maj",
  "june/június/juni/juin/junio/junho/giugno/czerwca/czerwiec/června/červen/haziran/kesäkuuta/июня/июнь/червня/ιουνίου/يونيو/حزيران/יוני/जून/jun/giu/cze/июн",
  "july/július/juli/juillet/julio/julho/luglio/lipca/lipiec/července/červenec/temmuz/heinäkuuta/июля/июль/липня/ιουλίου/يوليو/تموز/יולי/जुलाई/jul/juil/lug/lip/июл",
  "august/augusztus/août/agosto/augustus/augusti/sierpnia/sierpień/srpna/srpen/ağustos/elokuuta/августа/август/серпня/αυγούστου/أغسطس/آب/אוגוסט/अगस्त/agustus/aug/ago/sie/авг",
  "september/szeptember/septembre/septiembre/setiembre/setembro/settembre/września/wrzesień/září/eylül/syyskuuta/сентября/сентябрь/вересня/σεπτεμβρίου/سبتمبر/أيلول/ספטמבר/सितंबर/sep/sept/set/wrz/сен/сент",
  "october/október/oktober/octobre/octubre/outubro/ottobre/oktober/października/październik/října/říjen/ekim/lokakuuta/октября/октябрь/жовтня/οκτωβρίου/أكتوبر/اكتوبر/تشرين الأول/אוקטובר/अक्टूबर/oct/okt/out/ott/paź/окт",
  "november/novembre/noviembre/novembro/listopada/listopad/listopadu/kasım/marraskuuta/ноября/ноябрь/листопада/νοεμβρίου/نوفمبر/تشرين الثاني/נובמבר/नवंबर/nov/lis/ноя/нояб",
  "december/dezember/décembre/diciembre/dezembro/dicembre/desember/grudnia/grudzień/prosince/prosinec/aralık/joulukuuta/декабря/декабрь/грудня/δεκεμβρίου/ديسمبر/كانون الأول/דצמבר/दिसंबर/dec/dez/déc/dic/des/gru/дек",
];

const MONTHS: ReadonlyMap<string, number> = new Map(
  NAMES.flatMap((names, index) =>
    names
      .normalize("NFKD")
      .replace(/[\u0300-\u036f]/g, "")
      .split("/")
      .map((name): [string, number] => [name, index + 1]),
  ),
);
