import { InputError } from "#errors.ts";
import { changeShelf, type ShelfDesk, type Work } from "./change-shelf.ts";
import type { Interaction } from "./interaction.ts";
import { textMessage } from "./message.ts";
import { placeName } from "./place.ts";
import { changesOf, renderUndone } from "./receipts.ts";
import { createTally } from "./tally.ts";

/** Takes a batch on the shelf of the server back, once. */
export async function undoArticles(desk: ShelfDesk, interaction: Interaction, batch: string): Promise<void> {
  await changeShelf(desk, interaction, () => undoing(desk, interaction, batch));
}

function undoing({ shelving, settings, log }: ShelfDesk, interaction: Interaction, batch: string): Work {
  return async ({ shelf, signal }) => {
    const key = `discord.undone:${shelf}:${batch}`;
    if ((await settings.get(key)) !== null) {
      return textMessage("This was taken back already.");
    }
    const tally = createTally();
    try {
      const command = `undo ${batch} by ${interaction.userId}`;
      const summary = await shelving.undo({ shelf, batch, command }, tally, signal);
      const done = changesOf(summary);
      if (done > 0 && !signal.aborted) {
        await settings.set(key, summary.batch);
      }
      log(`${placeName(interaction)} took back ${done} of batch ${batch} (batch ${summary.batch})`);
      return renderUndone({ summary, ...tally.shown() });
    } catch (error) {
      if (error instanceof InputError) {
        return textMessage("I do not know what this added or removed any more, so I can not take it back.");
      }
      throw error;
    }
  };
}
