/** Runs work of the same name one after the other, in the order in which it came, and resolves to its result. */
export type InTurn = <T>(name: string, work: () => Promise<T>) => Promise<T>;

/** Turns of this process, each after the end of the one before it, whatever became of that. */
export function createTurns(): InTurn {
  const last = new Map<string, Promise<unknown>>();
  return (name, work) => {
    const turn = (last.get(name) ?? Promise.resolve()).then(work);
    const over = turn
      .catch(() => {})
      .then(() => {
        if (last.get(name) === over) last.delete(name);
      });
    last.set(name, over);
    return turn;
  };
}
