import type { Told } from "../stage.ts";

/** Invented reports of one fire. */
export const REPORT: Told = {
  id: "wire",
  title: "Fire at cannery in Port Alder",
  outlet: "Reuters",
  publishedAt: "2021-05-04T09:30:00Z",
  text: "A fire broke out at the Marlow cannery in Port Alder on Tuesday morning. Twelve people were injured in the fire and taken to the hospital in Tamber. Firefighters needed four hours to bring the flames under control.\n\nThe cause of the fire is not known yet. The cannery employs 340 people, most of them from Port Alder. The owner, Ines Marlow, said she would rebuild what the flames had destroyed.",
};

/** The same words under another headline, with a dateline. */
export const REPRINT: Told = {
  ...REPORT,
  id: "reprint",
  title: "Blaze hurts twelve",
  outlet: "Solway Ledger",
  publishedAt: "2021-05-04T11:00:00Z",
  text: `PORT ALDER (Reuters) - ${REPORT.text}`,
};

/** A later one, lightly edited, that credits nobody. */
export const EDITED: Told = {
  ...REPORT,
  id: "edited",
  title: "Cannery fire: owner wants to rebuild",
  outlet: "Evening Lantern",
  publishedAt: "2021-05-06",
  text: REPORT.text.replace("is not known yet", "is still not known").replace("on Tuesday morning", "on Tuesday"),
};

/** The same words with another number: a correction, not a copy. */
export const CORRECTED: Told = {
  ...REPORT,
  id: "corrected",
  title: "Fire at cannery in Port Alder hurts fourteen",
  outlet: "Harbour Courier",
  publishedAt: "2021-05-05",
  text: REPORT.text.replace("Twelve people", "Fourteen people"),
};

/** Another report of the same fire. */
export const OTHER: Told = {
  id: "other",
  title: "Cannery blaze: workers escape through window",
  outlet: "Pixel Courier",
  publishedAt: "2021-05-05",
  text: "Workers of the Marlow cannery in Port Alder escaped through a window when a fire broke out on Tuesday. Neighbours brought them blankets and tea.",
};
