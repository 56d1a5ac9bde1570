import type { FootnoteError } from "#errors.ts";
import type { Timing } from "./bot-options.ts";
import { detail } from "./failure.ts";
import type { InteractionDesk } from "./interactions.ts";
import { repeat } from "./repeating.ts";
import { tellMarks } from "./tell-marks.ts";

/** Looks for answers whose cited words have changed, again and again. Gives what ends that, and all changing of shelves. */
export function startBackground(
  desk: InteractionDesk,
  { marksInterval, marksPause }: Timing,
  run: (underWay: Promise<void>) => void,
): (reason: FootnoteError) => void {
  let told = "";
  const look = async (): Promise<void> => {
    try {
      await tellMarks({ ...desk, pause: marksPause });
      told = "";
    } catch (error) {
      const line = `Answers could not be told that words they cite have changed, I try again: ${detail(error, desk.secrets)}`;
      if (line !== told) {
        desk.log(line);
      }
      told = line;
    }
  };
  const looking = repeat(look, marksInterval, run);
  return (reason) => {
    looking.stop();
    desk.shelfWork.stop(reason);
  };
}
