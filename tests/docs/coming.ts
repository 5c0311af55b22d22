/** Pages and pictures that come with the next merge. An entry that is there fails in links.test.ts, so that none stays. */
export const COMING: readonly string[] = ['docs/demo-light.svg', 'docs/demo-dark.svg'];
