import { createSpeech, type Speech } from "./speech.ts";
import { createUse, type Use } from "./use.ts";
import type { User } from "./wire.ts";
import type { World } from "./world.ts";

/** Somebody who uses Discord. What a person could not do in Discord throws. */
export interface Person extends Speech, Use {
  readonly id: string;
  readonly name: string;
  readonly user: User;
}

export function createPerson(world: World, user: User): Person {
  return { id: user.id, name: user.username, user, ...createSpeech(world, user), ...createUse(world, user) };
}
