/** Remembers the last ids it was shown: a connection that resumes may hand on an event twice. */
export function createSeen(most: number): (id: string) => boolean {
  const ids = new Set<string>();
  return (id) => {
    if (ids.has(id)) {
      return true;
    }
    ids.add(id);
    const [oldest] = ids;
    if (ids.size > most && oldest !== undefined) {
      ids.delete(oldest);
    }
    return false;
  };
}
