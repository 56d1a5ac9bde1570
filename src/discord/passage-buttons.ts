import type { Answer, Source } from "#types.ts";
import { encodeCustomId } from "./custom-id.ts";
import { plain, shorten } from "./escape.ts";
import { limits } from "./limits.ts";
import { type Button, type Row, row } from "./message.ts";
import { citedPassages } from "./sources.ts";

/**
 * A button for each source, or a menu of the cited words where a number alone would not say which passage is meant,
 * and where wanted a button that lets the person ask on.
 */
export function answerButtons(answer: Answer, id: string, followUp: boolean): Row[] {
  const rows = answer.kind === "answered" ? passageRows(citedPassages(answer), id) : [];
  return withFollowUp(rows, followUp ? followUpButton(id) : null);
}

function passageRows(cited: ReturnType<typeof citedPassages>, id: string): Row[] {
  if (cited.length === 0) {
    return [];
  }
  if (cited.length < limits.buttonsInRow && cited.every(({ source }) => source.passages.length === 1)) {
    return [row(...cited.map(({ source }, index) => passageButton(source, id, index)))];
  }
  const options = cited.slice(0, limits.options).map(({ source, passage }, index) => ({
    label: shorten(`[${source.number}] ${plain(passage.quotes[0]?.text ?? passage.text)}`, limits.optionLabel),
    value: String(index),
    description: shorten(plain(source.title), limits.optionDescription) || "(no title)",
  }));
  const custom_id = encodeCustomId({ verb: "choose", answerId: id });
  return [row({ type: 3, custom_id, placeholder: "Show a cited passage", options })];
}

function passageButton({ number }: Source, answerId: string, index: number): Button {
  const custom_id = encodeCustomId({ verb: "passage", answerId, index });
  return { type: 2, style: 2, label: `Passage [${number}]`, custom_id };
}

function followUpButton(answerId: string): Button {
  return { type: 2, style: 1, label: "Follow up", custom_id: encodeCustomId({ verb: "follow", answerId }) };
}

/** Beside the other buttons, or below a select, which fills its row. */
function withFollowUp(rows: Row[], button: Button | null): Row[] {
  if (button === null) {
    return rows;
  }
  const [first] = rows;
  const isFull = first === undefined || first.components.some(({ type }) => type === 3);
  return isFull ? [...rows, row(button)] : [row(...first.components, button)];
}
