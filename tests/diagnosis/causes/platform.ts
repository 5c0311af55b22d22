import type { CauseTexts } from './texts.ts';

export const platform: CauseTexts = {
  platform: {
    says: [
      'Error: context deadline exceeded',
      'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox',
      'InternalError: The request processing has failed due to some unknown error',
    ],
    not: ['Error: exec: "run": executable file not found'],
  },
};
