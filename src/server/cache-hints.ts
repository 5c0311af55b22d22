/** Lists and static texts are fixed while the server runs and the same for every client, so clients may keep them. */
export const STATIC = { ttlMs: 300_000, cacheScope: 'public' } as const;

/** The SDK adds these to results on the 2026-07-28 revision only; earlier revisions have no cache hints. */
export const CACHE_HINTS = {
  'server/discover': STATIC,
  // What a client is offered depends on what it declares.
  'tools/list': { ...STATIC, cacheScope: 'private' as const },
  'resources/list': STATIC,
  'resources/templates/list': STATIC,
  'prompts/list': STATIC,
};
