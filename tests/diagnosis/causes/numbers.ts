import type { CauseTexts } from './texts.ts';

export const numbers: CauseTexts = {
  diverged: {
    says: [
      'FloatingPointError: Minimum loss scale reached (0.0001). Your loss is probably exploding.',
      'Loss is nan, stopping training',
      'AssertionError: loss is NaN at step 120',
    ],
    not: ['Gradient overflow.  Skipping step, loss scaler 0 reducing loss scale to 32768.0'],
  },
};
