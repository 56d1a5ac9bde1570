/** Steps down a slope, each value at a pace of its own (D. Kingma, J. Ba: Adam, ICLR 2015). */
export function createAdam(): (
  name: string,
  values: Float64Array,
  slope: Float64Array,
  size: number,
  pull: number,
) => void {
  const memory = new Map<string, { first: Float64Array; second: Float64Array; steps: number }>();
  /** `name` says which values these are; `pull` draws them towards 0. Values that never had a slope stay where they are. */
  return (name, values, slope, size, pull) => {
    const fresh = () => ({ first: new Float64Array(values.length), second: new Float64Array(values.length), steps: 0 });
    const state = memory.get(name) ?? fresh();
    memory.set(name, state);
    state.steps += 1;
    const firstShare = 1 - 0.9 ** state.steps;
    const secondShare = 1 - 0.999 ** state.steps;
    for (let i = 0; i < values.length; i++) {
      const value = values[i] ?? 0;
      const gradient = (slope[i] ?? 0) + pull * value;
      const first = 0.9 * (state.first[i] ?? 0) + 0.1 * gradient;
      const second = 0.999 * (state.second[i] ?? 0) + 0.001 * gradient * gradient;
      state.first[i] = first;
      state.second[i] = second;
      values[i] = value - (size * (first / firstShare)) / (Math.sqrt(second / secondShare) + 1e-6);
    }
  };
}
