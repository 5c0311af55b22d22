/** Nothing a list or a static text says changes while the server runs, and it is the same for everybody who may ask. */
export const STATIC = { ttlMs: 300_000, cacheScope: 'public' } as const;

/** What the SDK adds to these results on the 2026-07-28 revision; the 2025 ones know no such thing. */
export const CACHE_HINTS = {
  'server/discover': STATIC,
  'tools/list': STATIC,
  'resources/list': STATIC,
  'resources/templates/list': STATIC,
  'prompts/list': STATIC,
};
