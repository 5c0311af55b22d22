import { QUOTA_ID } from '../domain/identifiers.ts';
import { type Decision, refuse } from './decision.ts';

/**
 * R4: a quota comes from the user. No operation of this server lists quotas, so a made-up id cannot be told from a real
 * one before the cloud does; what does not even look like one is refused here.
 */
export const checkQuota = (resourceId: string | undefined): Decision[] =>
  resourceId === undefined || QUOTA_ID.test(resourceId)
    ? []
    : [
        refuse(
          'R4',
          `resource_id "${resourceId}" is not a quota id: those begin with "quota" (older ones with "rg") and go on in lower-case letters and digits.`,
          'Ask the user for the id of their quota (PAI console, Resource Quota) and never make one up: a job in the wrong quota takes what others have paid for. Without resource_id the job runs on public pay-as-you-go machines (ecs_spec), which the user has to agree to as well.',
        ),
      ];
