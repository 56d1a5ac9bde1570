/** The value of a key, made where it is not known; of more than `most` keys the one that was used longest ago is forgotten. */
export function remember<K, V>(map: Map<K, V>, key: K, most: number, make: () => V): V {
  const known = map.get(key);
  const value = known ?? make();
  // A map keeps the order in which keys were set.
  map.delete(key);
  map.set(key, value);
  for (const oldest of map.keys()) {
    if (map.size <= most) break;
    map.delete(oldest);
  }
  return value;
}
