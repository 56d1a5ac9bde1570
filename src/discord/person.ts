import { z } from "zod";

/** A person whose id stands in a text. */
export interface Mentioned {
  readonly id: string;
  readonly name: string;
}

export const user = z.object({
  id: z.string(),
  username: z.string(),
  global_name: z.string().nullish(),
  bot: z.boolean().optional(),
});

export const mentioned = user.extend({ member: z.object({ nick: z.string().nullish() }).optional() });

/** A person by the name that others read. */
export function named(person: z.infer<typeof mentioned>): Mentioned {
  return { id: person.id, name: person.member?.nick ?? person.global_name ?? person.username };
}
