/**
 * Where a TensorBoard or a Ray history server is in its life. `unknown`: a word that no source
 * has, of which nothing is taken for certain.
 */
export type ViewerPhase = 'starting' | 'running' | 'stopping' | 'over' | 'gone' | 'unknown';

/** The sources spell the words in several ways (api-notes: tensorboard), so they are compared without case. */
const PHASES: Readonly<Record<string, ViewerPhase>> = {
  pending: 'starting',
  queuing: 'starting',
  created: 'starting',
  creating: 'starting',
  running: 'running',
  stopping: 'stopping',
  stopped: 'over',
  succeeded: 'over',
  failed: 'over',
  creating_failed: 'over',
  deleting: 'gone',
  deleted: 'gone',
};

export const phaseOf = (status: string): ViewerPhase => {
  const word = status.toLowerCase();
  return Object.hasOwn(PHASES, word) ? (PHASES[word] ?? 'unknown') : 'unknown';
};
