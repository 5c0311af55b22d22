import { ProtocolError, ProtocolErrorCode, type Resource } from '@modelcontextprotocol/server';
import { type Skill, skillEntry } from '@modelcontextprotocol/server/ext/skills';
import { asOffered } from '../advice/offered.ts';
import { SKILL_NAME } from '../resources/skill/body.ts';
import { skillFiles } from '../resources/skill/skill.ts';
import type { OfferedTool } from './advertise.ts';
import { clip } from './bounds.ts';
import type { Runtime } from './runtime.ts';

/** The server's one skill, as the extension shows it and as resources that any client can read. */
export interface OfferedSkill {
  list(): Promise<{ skills: Skill[] }>;
  /** @throws ProtocolError for another address than the skill's */
  get(uri: string): Promise<{ skill: Skill }>;
  /** What stands for it in `resources/list`. */
  resource: Resource;
  /** The text of one of its files; `undefined` for every other address. */
  read(uri: string): string | undefined;
}

const BASE = `skill://${SKILL_NAME}/`;
const MAIN = `${BASE}SKILL.md`;
const LONGEST_URI = 300;

/** The skill in the words of what is offered. */
export function createSkill(
  tools: readonly OfferedTool[],
  { offers, reference }: Pick<Runtime, 'offers' | 'reference'>,
): OfferedSkill {
  const files = skillFiles({
    tools: tools.map(({ tool: { description, ...rest } }) => ({
      ...rest,
      description: asOffered(description, offers),
    })),
    offers,
    program: reference.program,
    allOn: true,
  });
  let made: Promise<Skill> | undefined;
  const entry = (): Promise<Skill> => {
    made ??= skillEntry(SKILL_NAME, files);
    return made;
  };
  return {
    list: async () => ({ skills: [await entry()] }),
    async get(uri) {
      if (uri !== MAIN) {
        const message = `There is no skill at ${clip(uri, LONGEST_URI)}. Fix: use ${MAIN}.`;
        throw new ProtocolError(ProtocolErrorCode.InvalidParams, message);
      }
      return { skill: await entry() };
    },
    resource: {
      uri: MAIN,
      name: 'skill',
      title: 'How to work with PAI-DLC',
      description: 'Which tool answers which question, from finding machines to cleaning up; for a model, as a skill.',
      mimeType: 'text/markdown',
    },
    read: (uri) => {
      const path = uri.startsWith(BASE) ? uri.slice(BASE.length) : '';
      return Object.hasOwn(files, path) ? files[path] : undefined;
    },
  };
}
