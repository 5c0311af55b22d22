import { access } from './access.ts';
import { programArguments } from './arguments.ts';
import { ascend } from './ascend.ts';
import { classConcepts } from './class-concepts.ts';
import { code } from './code.ts';
import { communication } from './communication.ts';
import { concepts } from './concepts.ts';
import { configuration } from './configuration.ts';
import { data } from './data.ts';
import { errorConcepts } from './error-concepts.ts';
import { fabrics } from './fabrics.ts';
import { files } from './files.ts';
import { fit } from './fit.ts';
import { framework } from './framework.ts';
import { hardware } from './hardware.ts';
import { image } from './image.ts';
import { jobSettings } from './job-settings.ts';
import { limits } from './limits.ts';
import { machineConcepts } from './machine-concepts.ts';
import { memory } from './memory.ts';
import { misuse } from './misuse.ts';
import { network } from './network.ts';
import { numbers } from './numbers.ts';
import { packages } from './packages.ts';
import { person } from './person.ts';
import { platform } from './platform.ts';
import { preemption } from './preemption.ts';
import { processConcepts } from './process-concepts.ts';
import { shortage } from './shortage.ts';
import { standstill } from './standstill.ts';
import { storage } from './storage.ts';
import { systemConcepts } from './system-concepts.ts';
import type { CauseTexts } from './texts.ts';
import { toolConcepts } from './tool-concepts.ts';

/** The texts of every cause, in files as the causes themselves. */
export const CAUSE_TEXTS: CauseTexts = {
  ...access,
  ...ascend,
  ...code,
  ...communication,
  ...concepts,
  ...configuration,
  ...classConcepts,
  ...data,
  ...errorConcepts,
  ...fabrics,
  ...machineConcepts,
  ...fit,
  ...jobSettings,
  ...programArguments,
  ...files,
  ...framework,
  ...hardware,
  ...image,
  ...limits,
  ...memory,
  ...misuse,
  ...network,
  ...numbers,
  ...packages,
  ...person,
  ...platform,
  ...preemption,
  ...processConcepts,
  ...shortage,
  ...standstill,
  ...storage,
  ...systemConcepts,
  ...toolConcepts,
};
