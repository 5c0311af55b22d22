import { hint } from '../domain/hint.ts';
import { QUOTA_ID } from '../domain/identifiers.ts';
import { type Decision, refuse } from './decision.ts';

/**
 * R4: the quota id comes from the user. It is not looked up before the create, so a made-up one is noticed by the cloud
 * only; what does not even look like a quota id is refused here.
 */
export const checkQuota = (resourceId: string): Decision[] =>
  QUOTA_ID.test(resourceId)
    ? []
    : [
        refuse(
          'R4',
          `resource_id "${resourceId}" is not a quota id: those begin with "quota" (older ones with "rg") and go on in lower-case letters and digits.`,
          `Ask the user for the id of their quota${hint('from quotas')} and never make one up: a job in the wrong quota takes what others have paid for. Without resource_id the job runs on public pay-as-you-go machines (ecs_spec), which the user has to agree to as well.`,
        ),
      ];
