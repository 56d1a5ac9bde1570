import type { Span } from "#types.ts";

const MONTH =
  "(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan\\.|Feb\\.|Aug\\.|Sept\\.|Oct\\.|Nov\\.|Dec\\.)";
const WEEKDAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day";
const YEAR = "(?:1\\d|20)\\d\\d(?![\\d,.]*\\d)(?! ?(?:%|percent|people|men|km|m\\b|feet|miles|hp|horsepower|years))";
const ERA = "(?: (?:BCE?|CE|AD))?";
const ORDINAL = "(?:\\d{1,2}(?:st|nd|rd|th)|\\p{L}+(?:st|nd|rd|th))";
const NUMBER =
  "(?:\\d[\\d,.]*\\d|\\d|half|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\\p{L}+)?|several|dozens of|hundreds of|thousands of|millions of)(?: (?:hundred|thousand|million|billion|trillion))?";
const HEDGE =
  "(?:(?:about|around|roughly|approximately|nearly|almost|over|more than|less than|fewer than|at least|up to|at most|some|only|just|an estimated|well over|as many as|as much as|between) )?";
const RANGE = `${NUMBER}(?:(?: to | and | or |[-–—])${NUMBER})?`;
const WHEN_PREPOSITION =
  "(?:(?:in|on|by|since|until|till|before|after|around|about|circa|c\\.|during|as of|as early as|from|between)(?: (?:about|around|the))? )?";

const TIME = new RegExp(
  `(?<![\\p{L}\\d])${WHEN_PREPOSITION}(?:${[
    `(?:${WEEKDAY},? )?\\d{1,2}(?:st|nd|rd|th)?(?: of)? ${MONTH}(?:,? ${YEAR})?`,
    `(?:${WEEKDAY},? )?${MONTH}(?: \\d{1,2}(?:st|nd|rd|th)?(?!\\d))?(?:,? ${YEAR})?`,
    `(?:(?:the )?(?:early|mid|late)[- ])?(?:the )?(?:1\\d|20)\\d0s`,
    `(?:the )?(?:(?:early|mid|late|end of|middle of|beginning of|first half of|second half of|second quarter of)[- ](?:the )?)?(?:late |early |mid-?)?${ORDINAL}[- ]century${ERA}`,
    `(?:the )?(?:spring|summer|autumn|fall|winter|end|beginning) of ${YEAR}`,
    `(?:AD )?${YEAR}(?:(?: and | to | until |[-–—])(?:${YEAR}|\\d\\d(?!\\d)))?${ERA}`,
    `\\d{1,4}${"(?: (?:BCE?|CE|AD))"}`,
    `(?:last |this |next )?${WEEKDAY}(?: (?:morning|afternoon|evening|night))?`,
    `(?:last|this|next) (?:week|month|year|spring|summer|autumn|fall|winter)`,
    `(?:yesterday|today|tonight|tomorrow)(?: (?:morning|afternoon|evening|night))?`,
    `${NUMBER} (?:days?|weeks?|months?|years?|decades?) ago`,
  ].join("|")})(?![\\p{L}\\d]|[-–]\\p{L})`,
  "gu",
);
const UNIT = "(?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?|decades?|centuries|century)";
const DURATION = new RegExp(
  `(?<![\\p{L}\\d])${HEDGE}${RANGE}(?:[- ](?:more|full|whole|long|consecutive|straight))?[- ]${UNIT}(?! (?:old|ago|later|earlier|before|after|of age)|[-–]old)(?![\\p{L}\\d])`,
  "giu",
);
const AGE = new RegExp(
  `(?<![\\p{L}\\d])(?:(?:at )?(?:the )?age(?:d)? (?:of )?${NUMBER}(?![\\d%])|${NUMBER}[- ]years?[- ](?:old|of age)|(?<=\\p{Lu}\\p{L}+, )\\d{1,2}(?=,))`,
  "giu",
);
const MONEY = new RegExp(
  `(?<![\\p{L}\\d])${HEDGE}(?:(?:US|C|A)?[$€£¥]\\s?\\d[\\d,.]*(?<!,|\\.)(?:[- –](?:million|billion|trillion|m|bn)\\b)?|${NUMBER}(?: (?:million|billion|trillion))? (?:US )?(?:dollars|euros|pounds|francs|marks|lira|yen|rupees|cents)\\b)(?: (?:per|a|an) \\p{L}+)?`,
  "giu",
);
const PERCENT = new RegExp(`(?<![\\p{L}\\d])${HEDGE}${RANGE}(?: ?%| percent| per cent)(?![\\p{L}\\d])`, "giu");
const MEASURE =
  "(?:kilomet(?:re|er)s?|km2?|miles?|met(?:re|er)s?|m3/s|m|cm|mm|feet|foot|ft|inches|in|hectares?|acres?|square \\p{L}+|cubic \\p{L}+|tonnes?|tons?|kg|kilograms?|grams?|g|mg|pounds?|lbs?|ounces?|lit(?:re|er)s?|gallons?|degrees?|°C|°F|mph|km/h|knots|hp|horsepower|MW|GW|watts?|GB|MB)";
const AMOUNT = new RegExp(
  `(?<![\\p{L}\\d])${HEDGE}${RANGE} ?${MEASURE}(?![\\p{L}\\d/])|(?<![\\p{L}\\d])${HEDGE}(?:a|one|two|three|four|five|nine)[- ](?:half|thirds?|quarters?|fifths?|sixths?|ninths?|tenths?)(?!\\p{L})|(?<![\\p{L}\\d])(?:half|most|none)(?= of\\b)`,
  "giu",
);
const COUNT = new RegExp(
  `(?<![\\p{L}\\d.,$€£-])${HEDGE}(?!an? |half )(?:${RANGE}|no|none)(?![\\p{L}\\d%]|[-–]\\p{L}| ?%| percent)`,
  "giu",
);
const TIMES = new RegExp(`(?<![\\p{L}\\d])(?:${HEDGE}${RANGE} times|once|twice|thrice)(?![\\p{L}\\d])`, "giu");

export type Expression = "time" | "duration" | "age" | "money" | "percent" | "amount" | "count" | "times";

const EXPRESSIONS: Readonly<Record<Expression, RegExp>> = {
  time: TIME,
  duration: DURATION,
  age: AGE,
  money: MONEY,
  percent: PERCENT,
  amount: AMOUNT,
  count: COUNT,
  times: TIMES,
};

/** Every expression of the kind in a sentence, whole: with its preposition, hedge and unit. */
export function expressions(kind: Expression, text: string): readonly Span[] {
  return [...text.matchAll(EXPRESSIONS[kind])].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}
