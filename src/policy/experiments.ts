import { quoted } from '../domain/brief.ts';
import { type Decision, refuse } from './decision.ts';

/** The form of the name of an experiment or a run (api-notes: experiments). */
const NAME = /^[A-Za-z][A-Za-z0-9_-]{0,62}$/;

/** R50: a name that the API takes. @param where the parameter that says it */
export const checkExperimentName = (where: string, name: string): Decision[] =>
  NAME.test(name)
    ? []
    : [
        refuse(
          'R50',
          `${where} ${quoted(name, 80)} is not one that the API takes.`,
          'Use 1 to 63 letters, digits, "_" and "-"; the first is a letter.',
        ),
      ];

/** R58: parameters of a run are read by whoever sees it. @param secrets names of those that look like secrets */
export const checkParams = (secrets: readonly string[]): Decision[] =>
  secrets.length === 0
    ? []
    : [
        refuse(
          'R58',
          `params ${secrets.map((name) => quoted(name, 60)).join(', ')} would show a secret to whoever sees the run.`,
          'Leave it out: parameters are for what runs are compared by.',
        ),
      ];

/** A point of a metric, by its step. */
export interface StepPoint {
  key: string;
  step: number;
}

/** R58: a point that there is already would count twice, and nothing takes one back. @param there those points */
export const checkNewPoints = (id: string, there: readonly StepPoint[]): Decision[] =>
  there.length === 0
    ? []
    : [
        refuse(
          'R58',
          `${id} has ${there
            .slice(0, 3)
            .map(({ key, step }) => `${quoted(key, 60)} at step ${step}`)
            .join(', ')}${there.length > 3 ? ` and ${there.length - 3} more` : ''} already; nothing was logged.`,
          'Leave out what there is; a repeated attempt goes into a run of its own.',
        ),
      ];
