import { createConfirmations } from '../../../src/server/confirm.ts';
import {
  type Outcome as Forged,
  forgeries,
  latecomers,
  misdirections,
  outdated,
  replays,
} from '../../../tests/confirm/checks.ts';
import { CHANNELS, type Create } from '../../../tests/confirm/subject.ts';
import * as checks from '../../../tests/confirm/wire-checks.ts';
import { ERAS, frozenCloud, MAIN } from '../../../tests/e2e/harness.ts';
import { many, type Row } from '../row.ts';

/** What is tried against the real process: a check tells how many writes reached the cloud that must not. */
const ON_THE_WIRE: Readonly<Record<string, checks.WireCheck>> = {
  'an answer that is no yes': checks.notAYes,
  'a client that closed its pipes': checks.lostClient('closes its pipes'),
  'a client that was killed': checks.lostClient('is killed'),
  'a call that was taken back': checks.lostClient('cancels the call'),
  'what a model brings along': checks.supplied,
  'a client that cannot ask': checks.mute,
  'a claim in the call': checks.claimedInMeta,
  'a job that has changed': checks.changedJob,
  'a used token': checks.replayedToken,
  'a token for another call': checks.redirectedToken,
};

async function inProcess(create: Create, runs: number): Promise<Forged> {
  const all: Forged[] = [];
  for (const channel of CHANNELS) all.push(await forgeries(create, channel, runs), await replays(create, channel));
  all.push(await misdirections(create, Math.ceil(runs / 5)), await outdated(create), await latecomers(create));
  return { tried: all.reduce((sum, { tried }) => sum + tried, 0), accepted: all.flatMap(({ accepted }) => accepted) };
}

export const confirmations: Row = {
  name: 'confirmations',
  tries:
    'forged, replayed, late, redirected and missing answers to a question, in process and on the wire: none of them counts as a yes',
  goal: '0 accepted, 0 writes',
  beyond: 'a client that answers for the person, and a model that invents a yes under `--confirm chat`',
  async run(ask) {
    const { tried, accepted } = await inProcess(createConfirmations, many(ask, 300, 50_000));
    const missed = accepted.map((what) => `accepted: ${JSON.stringify(what)}`);
    const ground = await checks.prepare(await frozenCloud());
    const subject = ask.main === MAIN ? {} : { main: ask.main };
    let onTheWire = 0;
    try {
      for (const era of ask.short ? (['modern'] as const) : ERAS)
        for (const [what, check] of Object.entries(ON_THE_WIRE).filter((_, at) => !ask.short || at % 3 === 0)) {
          onTheWire += 1;
          const written = await check(ground, { era, ...subject });
          if (written > 0) missed.push(`${era}, ${what}: ${written} writes`);
        }
    } finally {
      await ground.close();
      await ground.cloud.close();
    }
    return { tried: tried + onTheWire, missed, detail: `${onTheWire} on the wire` };
  },
  broken: { file: 'src/server/confirm/elicit.ts', find: "return box === true ? 'yes'", replace: "return box ? 'yes'" },
};
