import { accessCauses } from './access.ts';
import { argumentCauses } from './arguments.ts';
import { ascendCauses } from './ascend.ts';
import { buildCauses } from './builds.ts';
import type { Cause } from './cause.ts';
import { codeCauses } from './code.ts';
import { communicationCauses } from './communication.ts';
import { conceptCauses } from './concepts.ts';
import { configurationCauses } from './configuration.ts';
import { connectionCauses } from './connections.ts';
import { dataCauses } from './data.ts';
import { deviceCauses } from './devices.ts';
import { errorConcepts } from './error-concepts.ts';
import { fabricCauses } from './fabrics.ts';
import { fileCauses } from './files.ts';
import { fitCauses } from './fit.ts';
import { frameworkCauses } from './framework.ts';
import { imageCauses } from './image.ts';
import { jobSettingCauses } from './job-settings.ts';
import { limitCauses } from './limits.ts';
import { machineCauses } from './machines.ts';
import { memoryCauses } from './memory.ts';
import { misuseCauses } from './misuse.ts';
import { moduleCauses } from './modules.ts';
import { mountCauses } from './mounts.ts';
import { networkCauses } from './network.ts';
import { numberCauses } from './numbers.ts';
import { packageCauses } from './packages.ts';
import { peerCauses, refusedCauses } from './peers.ts';
import { personCauses } from './person.ts';
import { platformCauses } from './platform.ts';
import { preemptionCauses } from './preemption.ts';
import { bareFailures, processConcepts, usageConcepts } from './process-concepts.ts';
import { promptCauses } from './prompts.ts';
import { shortageCauses } from './shortage.ts';
import { standstillCauses } from './standstill.ts';
import { storageCauses } from './storage.ts';

/** Every cause; for one text the first that holds counts, so specific families stand before general ones. */
export const CAUSES: readonly Cause[] = [
  ...personCauses,
  ...limitCauses,
  ...fabricCauses,
  ...memoryCauses,
  ...preemptionCauses,
  ...deviceCauses,
  ...ascendCauses,
  ...machineCauses,
  ...shortageCauses,
  ...imageCauses,
  ...numberCauses,
  ...mountCauses,
  ...accessCauses,
  ...storageCauses,
  ...frameworkCauses,
  ...buildCauses,
  ...packageCauses,
  ...moduleCauses,
  ...fileCauses,
  ...connectionCauses,
  ...communicationCauses,
  ...peerCauses,
  ...fitCauses,
  ...configurationCauses,
  ...dataCauses,
  ...argumentCauses,
  ...jobSettingCauses,
  ...networkCauses,
  ...refusedCauses,
  ...misuseCauses,
  ...codeCauses,
  ...platformCauses,
  ...conceptCauses,
  ...processConcepts,
  ...errorConcepts,
  ...usageConcepts,
  ...bareFailures,
  ...promptCauses,
  ...standstillCauses,
];

/** A table without what says only that something broke: the lines after the exception may say what. */
export const SPECIFIC = CAUSES.filter(({ role }) => role !== 'consequence');
