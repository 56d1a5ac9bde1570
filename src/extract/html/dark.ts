import type { ParsedPage } from "./parse.ts";
import { rulesOfPage } from "./style-rules.ts";

/** Whether a page declares a dark background for all of itself: white letters can then be read on it. */
export function isDark({ root, canvas }: ParsedPage): boolean {
  return [canvas, ...rulesOfPage(root)].some((style) => {
    const background = /(?:^|[;{\s])background(?:-color)?\s*:\s*([^;]+)/i.exec(style)?.[1];
    return background !== undefined && isDarkColour(background);
  });
}

/** Brightness under which white is read on a colour, of 255 (W3C, "Techniques For Accessibility Evaluation", 2000). */
const DARK = 125;

function isDarkColour(value: string): boolean {
  if (/^\s*(?:black|navy|midnightblue|dark(?:blue|green|red|slategr[ae]y|slateblue)|maroon)\b/i.test(value)) {
    return true;
  }
  const [red, green, blue] = channels(value);
  return red !== undefined && green !== undefined && blue !== undefined && brightness(red, green, blue) < DARK;
}

function brightness(red: number, green: number, blue: number): number {
  return (299 * red + 587 * green + 114 * blue) / 1000;
}

/** Red, green and blue, 0 to 255, as `#rgb`, `#rrggbb` or `rgb()` gives them; empty: the value has no such colour. */
function channels(value: string): readonly number[] {
  const short = /#([\da-f])([\da-f])([\da-f])(?![\da-f])/i.exec(value)?.slice(1);
  const long = /#([\da-f]{2})([\da-f]{2})([\da-f]{2})(?![\da-f])/i.exec(value)?.slice(1);
  const hex = short?.map((digit) => digit + digit) ?? long;
  const decimal = /rgb\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\s*\)/i.exec(value)?.slice(1) ?? [];
  return hex?.map((digits) => Number.parseInt(digits, 16)) ?? decimal.map(Number);
}
