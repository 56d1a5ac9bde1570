import type { Paint } from "./colour.ts";

/** How wide and how coloured a text is to be. */
export interface Look {
  /** Columns. */
  readonly width: number;
  readonly paint: Paint;
}
