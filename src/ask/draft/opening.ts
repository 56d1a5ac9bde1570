/** What stands in front of the words of the quotes: the short answer, then whom they are about. Empty for neither. */
export function opening({ short, lead }: { readonly short: string; readonly lead: string }): string {
  const answer = short === "" ? "" : `${short}${/[.!?…]["”’]?$/u.test(short) ? "" : "."} `;
  return `${answer}${lead === "" ? "" : `About ${lead}: `}`;
}
