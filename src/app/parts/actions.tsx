import { useState } from 'preact/hooks';
import type { JobPageData } from '../../tools/app/read-job-page.ts';
import { textOf } from '../answers.ts';
import { useView } from '../view.ts';

type Tool = 'stop_job' | 'clone_job';

/** Where an action of the user is: what is asked before, what runs, or what the server answered. */
type At =
  | { is: 'sure'; tool: Tool; text: string; preview?: string }
  | { is: 'asking'; tool: Tool }
  | { is: 'answered'; tool: Tool; text: string; failed: boolean };

/** The id of another job in an answer: the one that a create has made. */
const otherJob = (text: string, own: string): string | undefined =>
  (text.match(/\bdlc[a-z0-9]{5,40}\b/g) ?? []).find((id) => id !== own);

/**
 * Stop and run again. Each is a call of the tool of that name, which the server judges as it judges a model's: a person is asked by
 * the host, or the call is refused. What comes back is shown as it is.
 * @param onDone after a call that may have changed the job
 * @returns the buttons, and what is said about them below
 */
export function useActions(data: JobPageData | undefined, onDone: () => void, onOpen: (jobId: string) => void) {
  const { host, words, scope } = useView();
  const [at, setAt] = useState<At>();
  const { job_id = '', can = { stop: false, clone: false } } = data ?? {};
  const args = { ...(scope.region === undefined ? {} : { region: scope.region }), job_id };

  const call = async (tool: Tool, more: Record<string, unknown> = {}): Promise<{ text: string; failed: boolean }> => {
    try {
      const result = await host.callTool(tool, { ...args, ...more });
      return { text: textOf(result), failed: result.isError === true };
    } catch (error) {
      return { text: error instanceof Error ? error.message : String(error), failed: true };
    }
  };
  const carryOut = async (tool: Tool): Promise<void> => {
    setAt({ is: 'asking', tool });
    const answer = await call(tool);
    setAt({ is: 'answered', tool, ...answer });
    onDone();
  };
  const askToClone = async (): Promise<void> => {
    setAt({ is: 'asking', tool: 'clone_job' });
    const { text, failed } = await call('clone_job', { dry_run: true });
    setAt(
      failed
        ? { is: 'answered', tool: 'clone_job', text, failed }
        : { is: 'sure', tool: 'clone_job', text: words.preview, preview: text },
    );
  };
  const inChat = (tool: Tool): Promise<void> =>
    host.say(`${tool === 'stop_job' ? words.stopInChat : words.cloneInChat} ${job_id}`).catch(() => {});

  const busy = at?.is === 'asking';
  const made = at?.is === 'answered' && !at.failed && at.tool === 'clone_job' ? otherJob(at.text, job_id) : undefined;
  return {
    buttons: (
      <>
        {can.stop && (
          <button
            type="button"
            class="danger"
            disabled={busy}
            onClick={() => setAt({ is: 'sure', tool: 'stop_job', text: words.stopSure })}
          >
            {words.stop}
          </button>
        )}
        {can.clone && (
          <button type="button" disabled={busy} onClick={askToClone}>
            {words.clone}
          </button>
        )}
      </>
    ),
    dialogue: (
      <div class="dialogue" aria-live="polite">
        {busy && <p class="quiet">{words.asking}</p>}
        {at?.is === 'sure' && (
          <div class="panel">
            <p>{at.text}</p>
            {at.preview && <pre class="lines wrap">{at.preview}</pre>}
            <div class="controls">
              <button
                type="button"
                class={at.tool === 'stop_job' ? 'danger' : 'primary'}
                onClick={() => carryOut(at.tool)}
              >
                {at.tool === 'stop_job' ? words.stopJob : words.create}
              </button>
              <button type="button" onClick={() => setAt(undefined)}>
                {words.cancel}
              </button>
            </div>
          </div>
        )}
        {at?.is === 'answered' && (
          <div class={at.failed ? 'panel bad' : 'panel good'} role={at.failed ? 'alert' : undefined}>
            <pre class="lines wrap">{at.text}</pre>
            <div class="controls">
              {made && (
                <button type="button" onClick={() => onOpen(made)}>
                  {`${words.openJob} ${made}`}
                </button>
              )}
              {at.failed && host.capabilities.message && (
                <button type="button" onClick={() => inChat(at.tool)}>
                  {words.askInChat}
                </button>
              )}
              <button type="button" onClick={() => setAt(undefined)}>
                {words.close}
              </button>
            </div>
          </div>
        )}
      </div>
    ),
  };
}
