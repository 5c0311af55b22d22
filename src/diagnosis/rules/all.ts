import { accessRules } from './access.ts';
import { codeRules } from './code.ts';
import { communicationRules } from './communication.ts';
import { conceptRules } from './concepts.ts';
import { configurationRules } from './configuration.ts';
import { fileRules } from './files.ts';
import { hardwareRules } from './hardware.ts';
import { imageRules } from './image.ts';
import { memoryRules } from './memory.ts';
import { networkRules } from './network.ts';
import { personRules } from './person.ts';
import { platformRules } from './platform.ts';
import { preemptionRules } from './preemption.ts';
import type { Rule } from './rule.ts';
import { shortageRules } from './shortage.ts';

/** Every rule; for one text the first that holds counts, so specific families stand before general ones. */
export const RULES: readonly Rule[] = [
  ...personRules,
  ...memoryRules,
  ...preemptionRules,
  ...hardwareRules,
  ...imageRules,
  ...accessRules,
  ...fileRules,
  ...shortageRules,
  ...communicationRules,
  ...configurationRules,
  ...networkRules,
  ...codeRules,
  ...platformRules,
  ...conceptRules,
];
