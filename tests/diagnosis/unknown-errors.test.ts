import { describe, expect, it } from 'vitest';
import { readEvents } from '../../src/diagnosis/events.ts';
import { asEnding, readExitCode } from '../../src/diagnosis/exit-codes.ts';
import type { Finding } from '../../src/diagnosis/finding.ts';
import { readLog } from '../../src/diagnosis/log.ts';
import { decide } from '../../src/diagnosis/verdict.ts';
import { verdictOf as verdict } from './verdicts.ts';

const raised = (frames: readonly string[], thrown: string) =>
  verdict(
    `Traceback (most recent call last):\n${frames.map((file) => `  File "${file}", line 9, in f\n    g()`).join('\n')}\n${thrown}`,
  );
const OWN = '/mnt/code/train.py';
const LIBRARY = '/usr/lib/python3/dist-packages/acme/engine.py';

describe('an exception that no cause knows', () => {
  it('is what its words say, hedged, where a library raised it or its class is of a library', () => {
    const missing = { category: 'missing_module_or_file', confidence: 'indirect' };
    expect(raised([OWN, LIBRARY], 'ValueError: manifest of shard 7 could not be located')).toMatchObject(missing);
    expect(raised([OWN], 'acme.errors.ShardError: manifest of shard 7 could not be located')).toMatchObject(missing);
  });
  it('is of the program where it raises a class of Python itself, whatever it says', () => {
    const own = raised([OWN], 'RuntimeError: manifest of shard 7 could not be located in the cache');
    expect(own).toMatchObject({ category: 'user_code_error', confidence: 'indirect' });
  });
  it('is what native code says of what lies outside of the program, in whatever line that called it', () => {
    const says = (thrown: string) => raised([OWN], thrown).category;
    expect(says('RuntimeError: 3 GiB could not be had, NPU out of memory')).toBe('cuda_oom');
    expect(says('SystemError: ring 7: send: Network is down')).toBe('network_failure');
    expect(says('OSError: [Errno 74] Bad message')).toBe('storage_failure');
    expect(says('OSError: [Errno 33] Numerical argument out of domain')).toBe('user_code_error');
    // A mistake of its own stays one, whatever its words are.
    expect(says('ValueError: ring 7: send: Network is down')).toBe('user_code_error');
  });
  it('is what the program says where it raises it in so many words', () => {
    const log = `Traceback (most recent call last):
  File "${OWN}", line 9, in plan
    raise ValueError(f"micro_batch_size must be at least {depth}")
ValueError: micro_batch_size must be at least 4`;
    expect(verdict(log)).toMatchObject({ category: 'bad_configuration', confidence: 'indirect' });
  });
  it('is what the program says in the last line of a raise, which is all that old Pythons show of it', () => {
    const ends = (code: string) =>
      verdict(`Traceback (most recent call last):
  File "${OWN}", line 44, in pick
    ${code}
ValueError: tile format 'qoi' cannot be packed, which only supports 'png' and 'webp'`).category;
    expect(ends('format(kind, osp.basename(path)))')).toBe('bad_configuration');
    expect(ends('"cannot be packed: %s" % kind)')).toBe('bad_configuration');
    expect(ends('kind = reader.pick(format(path), kind)')).toBe('user_code_error');
    expect(ends('osp.join(root, kind))')).toBe('user_code_error');
  });
  it('is what the lines below say that its message announces', () => {
    const says = (below: string) =>
      raised([OWN], `acme.errors.FetchError: Failed to download tiles/3.bin. Got errors:\n${below}`).category;
    expect(says(`["StoreError('the object tiles/3.bin was not found in the bucket')"]`)).toBe('missing_module_or_file');
    expect(says(`["StoreError('no answer')"]`)).toBe('network_failure');
  });
  it('is of the program where that called the worker or task whose libraries raised it', () => {
    const task = (caller: string) =>
      verdict(`Traceback (most recent call last):
  File "${caller}", line 9, in main
    acme.get(ref)
ray.exceptions.RayTaskError(RuntimeError): ray::Fold.run() (pid=7, ip=10.0.0.9)
  File "${LIBRARY}", line 12, in fold
    raise RuntimeError(text)
RuntimeError: leaf 7 came before its root`);
    expect(task(OWN)).toMatchObject({ category: 'user_code_error', confidence: 'indirect' });
    expect(task(LIBRARY).category).toBe('unknown');
  });
  it('is what the exception says that it was raised around, where it says nothing itself', () => {
    const around = (first: string, link: string, type = 'LoadFailed') =>
      verdict(`Traceback (most recent call last):
  File "${LIBRARY}", line 12, in ask
    check(reply)
acme.errors.ReplyError: ${first}

${link}

Traceback (most recent call last):
  File "${OWN}", line 9, in main
    acme.load(name)
  File "${LIBRARY}", line 30, in load
    raise ${type}(code)
acme.errors.${type}: code 17, id 0000`);
    const caused = 'The above exception was the direct cause of the following exception:';
    const during = 'During handling of the above exception, another exception occurred:';
    const missing = around('404: no model of that name', caused);
    expect(missing).toMatchObject({ category: 'missing_module_or_file', confidence: 'indirect' });
    expect(missing.evidence.map(({ text }) => text)).toContain('acme.errors.ReplyError: 404: no model of that name');
    expect(around('404: no model of that name', during).category).toBe('missing_module_or_file');
    expect(around('404: no model of that name', during, 'LeafError').category).toBe('user_code_error');
    expect(around('leaf 7 came before its root', caused).category).toBe('user_code_error');
  });
  it('is a setting where a launcher without a frame of the program refuses a value', () => {
    const refused = { category: 'bad_configuration', confidence: 'indirect' };
    for (const words of [
      "ValueError: The port number of the rendezvous endpoint 'None:None' must be an integer between 0 and 65536.",
      'AssertionError: the grid has to be 2 or 3 wide, expected 3',
    ])
      expect(raised([LIBRARY], words), words).toMatchObject(refused);
    expect(raised([LIBRARY], 'RuntimeError: leaf 7 came before its root').category).toBe('unknown');
    expect(raised([OWN, LIBRARY], 'RuntimeError: unsupported kind of leaf').category).toBe('user_code_error');
  });
  it('is a setting where a library without a frame of the program raises it in words of its own', () => {
    const says = (thrown: string, code: string) =>
      verdict(`Traceback (most recent call last):
  File "/usr/local/lib/python3.10/dist-packages/acme/cli.py", line 8, in main
    run(args)
  File "${LIBRARY}", line 44, in plan
    ${code}
${thrown}`);
    const declined = { category: 'bad_configuration', confidence: 'indirect' };
    expect(says('RuntimeError: leaf and acorn cannot grow at once', 'raise RuntimeError(')).toMatchObject(declined);
    expect(says('ValueError: Turn off the wind', 'raise ValueError(')).toMatchObject(declined);
    expect(says('AssertionError: You are with an untested tree, add allow', 'assert tested, msg')).toMatchObject(
      declined,
    );
    expect(says('acme.errors.TreeError: leaf 7 needs a root', 'raise TreeError(msg)')).toMatchObject(declined);
    // What comes up in a call, or broke while it ran, is no matter of what it was given.
    expect(says('RuntimeError: leaf and acorn cannot grow at once', 'grow(leaf, acorn)').category).toBe('unknown');
    expect(says('RuntimeError: the leaf sampler died in step 7', 'raise RuntimeError(').category).toBe('unknown');
    expect(says('acme.api.SignalException: leaf 7 got signal: 15', 'raise SignalException(').category).toBe('unknown');
  });
  it('is what its class is for, where it stands in a line of its own', () => {
    const declined = { category: 'bad_configuration', confidence: 'indirect' };
    expect(verdict('reading the plan\nAssertionError: sun and shade cannot fall at once')).toMatchObject(declined);
    expect(verdict('reading the plan\nValueError: Turn off the wind')).toMatchObject(declined);
    expect(verdict('reading the plan\nRuntimeError: sun came before rain').category).toBe('unknown');
  });
  it('is a setting where an error at the end of a log asks for it in so many words', () => {
    const says = (words: string) => verdict(`reading the plan\n2026-03-05 12:05:20,117 - ERROR - ${words}`).category;
    for (const words of ['breadth must be >= 1, got 0', 'sun and shade cannot be combined ever', 'please add a season'])
      expect(says(words), words).toBe('bad_configuration');
    for (const words of ['the season array must be sorted', 'the garden is dry', 'seasons should be a tuple'])
      expect(says(words), words).toBe('unknown');
  });
  it('asks for something in place of what it was given, or goes on without it', () => {
    const says = (words: string) => verdict(`reading the plan\n${words}`).category;
    expect(says('ValueError: season 13 is not known, use a name instead')).toBe('bad_configuration');
    expect(says('ValueError: The season must be even, got 13 instead')).toBe('bad_configuration');
    expect(says('ValueError: season 13 is not known, the last one is used instead')).toBe('unknown');
    expect(says('ValueError: season 13 is not known, we will use the last one instead')).toBe('unknown');
  });
  it('is of a setting that a launcher is called with too, which is no table of a launcher', () => {
    const { category } = verdict('Error: the setting --local_rank=2 cannot be combined with folds');
    expect(category).toBe('bad_configuration');
  });
  it('is of what the program imports, where that breaks while it is imported', () => {
    const importing = (code: string, thrown: string, deeper = '') =>
      verdict(
        `Traceback (most recent call last):\n  File "${OWN}", line 3, in <module>\n    ${code}\n${deeper}${thrown}`,
      );
    const inside = `  File "${LIBRARY}", line 9, in <module>\n    fold(x)\n`;
    const broken = { category: 'framework_error', confidence: 'indirect' };
    expect(importing('from acme import leaf', 'ValueError: leaf 7 came before its root')).toMatchObject(broken);
    expect(importing('import acme', 'TypeError: fold of 3', inside)).toMatchObject(broken);
    expect(importing('acme.run()', 'TypeError: fold of 3', inside).category).toBe('user_code_error');
    // What it says counts first.
    const missing = importing('import acme', 'RuntimeError: manifest of shard 7 could not be located');
    expect(missing.category).toBe('missing_module_or_file');
  });
  it('is what an assertion says, whether its source is shown or not', () => {
    const says = (thrown: string) =>
      verdict(`Traceback (most recent call last):\n  File "${OWN}", line 3, in f\n${thrown}`);
    expect(says('AssertionError: option depth must be at least 4').category).toBe('bad_configuration');
    expect(says('ValueError: option depth must be at least 4').category).toBe('user_code_error');
  });
  it('is what the lines after it say that announces how many errors were found', () => {
    const says = (head: string, more: string) => raised([OWN, LIBRARY], `acme.errors.UnknownError: ${head}\n${more}`);
    const listed = '  (0) Unknown: tiles-3; Input/output error';
    expect(says('2 root error(s) found.', listed).category).toBe('storage_failure');
    expect(says('2 root error(s) found.', 'step 7 loss 2.1').category).not.toBe('storage_failure');
  });
  it('is the warning of a keeper that ended a process for what it lacked, where nothing else tells', () => {
    const warns = (text: string) => verdict(`keeper - WARNING - ${text}\nrun ends`).category;
    expect(warns('worker 7 went over 95% of its heap, which is exhausted: restarting it')).toBe('host_oom');
    expect(warns('worker 7 went over 95% of its heap, which is exhausted')).toBe('unknown');
    expect(warns('worker 7 is late: restarting it')).toBe('unknown');
  });
  it('is the warning before one that only says what was done', () => {
    const warned = 'WARNING: shard leaf-7.tar does not exist on the remote';
    const failed = 'ERROR: failed to pull data from the store';
    expect(verdict(`${warned}\n1 file\n${failed}`)).toMatchObject({
      category: 'missing_module_or_file',
      evidence: [{ text: warned }],
    });
    expect(verdict(failed).category).toBe('network_failure');
    expect(verdict(`${warned}\n${'twig\n'.repeat(12)}${failed}`).category).toBe('network_failure');
    expect(verdict(`${warned}\nERROR: failed to pull data: connection refused`).category).toBe('network_failure');
  });
  it('is the warning of TensorFlow of an operation that failed, unless its input ended', () => {
    const failed = (status: string) =>
      verdict(
        `W leaf/core/op_kernel.cc:17] OP_REQUIRES failed at leaf.cc:9 : ${status}: label 9 is outside the valid range`,
      );
    expect(failed('Invalid argument').category).toBe('user_code_error');
    expect(failed('Out of range').category).toBe('unknown');
    expect(failed('Cancelled').category).toBe('unknown');
  });
  it('is of the line itself where TensorFlow 1 points at its traceback', () => {
    const says = 'InvalidArgumentError (see above for traceback): label 9 is outside the valid range of [0, 4)';
    expect(verdict(`${says}\nleaf\ntwig\nbud`).category).toBe('user_code_error');
  });
  it('is what its class is named for where the message says nothing', () => {
    expect(raised([OWN, LIBRARY], 'SocketError: 17').category).toBe('network_failure');
    expect(raised([OWN, LIBRARY], 'SocketPairing: 17').category).toBe('user_code_error');
  });
  it('is what Paddle says in a box below the native stack', () => {
    const box = (heading: string) =>
      verdict(`Traceback (most recent call last):
  File "${OWN}", line 9, in main
    net(x)
paddle.base.core.EnforceNotMet: 

--------------------------------------
C++ Traceback (most recent call last):
--------------------------------------
0   paddle::platform::Comm::Start(int)
1   common::EnforceNotMet::EnforceNotMet(int)

----------------------
${heading}
----------------------
PreconditionNotMetError: the weights of part 3 could not be located in any file. [Hint: see the manual]`);
    const summed = box('Error Message Summary:');
    expect(summed).toMatchObject({ category: 'missing_module_or_file', confidence: 'indirect' });
    expect(summed.evidence.at(-1)?.text).toContain('could not be located');
    // Under another heading it is no part of the message, and read as an account below the exception.
    expect(box('Something else:')).toMatchObject({ category: 'missing_module_or_file', confidence: 'indirect' });
  });
  it('is no certain mistake of a program in the checkout of a library', () => {
    const mistake = (file: string) => raised(['/workspace/run.py', file], "KeyError: 'fused'");
    for (const file of [
      '/workspace/verl/verl/trainer/main.py',
      '/root/Megatron-LM/megatron/core/x.py',
      '/content/YOLOX/yolox/core/launch.py',
      '/mnt/transformers/src/transformers/trainer.py',
    ])
      expect(mistake(file), file).toMatchObject({ category: 'user_code_error', confidence: 'indirect' });
    for (const file of ['/workspace/verl/data/prepare.py', '/mnt/project/src/model.py', 'verl/trainer.py'])
      expect(mistake(file), file).toMatchObject({ category: 'user_code_error', confidence: 'direct' });
  });
  it('is no certain mistake of a program that has no frame in it', () => {
    const shapes = 'RuntimeError: mat1 and mat2 shapes cannot be multiplied (2x3 and 4x5)';
    expect(raised([LIBRARY], shapes)).toMatchObject({ category: 'user_code_error', confidence: 'indirect' });
    expect(raised([OWN, LIBRARY], shapes)).toMatchObject({ category: 'user_code_error', confidence: 'direct' });
  });
  it('is a misfit of libraries where one calls the other wrongly, and a mistake where the program does', () => {
    const thrown = "TypeError: Engine.step() got an unexpected keyword argument 'fused'";
    expect(raised([LIBRARY], thrown)).toMatchObject({ category: 'framework_error', confidence: 'indirect' });
    expect(raised([OWN, LIBRARY], thrown)).toMatchObject({ category: 'framework_error', confidence: 'indirect' });
    expect(raised([OWN], thrown)).toMatchObject({ category: 'user_code_error' });
    // What a library calls by a private name belongs to another version of it, not so what it calls by a public one.
    const given = (name: string) =>
      raised([OWN, LIBRARY], `TypeError: ${name}() takes 1 positional argument but 2 were given`);
    expect(given('FoldTrainer._get_sampler')).toMatchObject({ category: 'framework_error', confidence: 'indirect' });
    expect(given('FoldModel.forward')).toMatchObject({ category: 'user_code_error', confidence: 'indirect' });
    expect(raised([LIBRARY], "KeyError: 'fused'")).toMatchObject({
      category: 'framework_error',
      confidence: 'indirect',
    });
    expect(raised([OWN], "TypeError: step() missing 1 required positional argument: 'x'")).toMatchObject({
      category: 'user_code_error',
      confidence: 'direct',
    });
  });
  it('is no certain mistake where a container of a library does not have what the program asks for', () => {
    const asked = (frames: string, thrown: string) =>
      verdict(`Traceback (most recent call last):
  File "${OWN}", line 9, in main
    rows = leaves['fold']
${frames}${thrown}`);
    const through = `  File "${LIBRARY}", line 12, in __getitem__\n    return super().__getitem__(k)\n`;
    expect(asked(through, "KeyError: 'fold'")).toMatchObject({ category: 'user_code_error', confidence: 'indirect' });
    expect(asked('', "KeyError: 'fold'")).toMatchObject({ category: 'user_code_error', confidence: 'direct' });
    expect(asked(through, "TypeError: 'NoneType' object is not iterable")).toMatchObject({ confidence: 'direct' });
  });
  it('is no certain mistake where another version of what is called might have what is missing', () => {
    const hedged = { category: 'user_code_error', confidence: 'indirect' };
    for (const thrown of [
      "TypeError: Engine.__init__() got an unexpected keyword argument 'fused'",
      "AttributeError: module 'acme.nn' has no attribute 'fold'",
      "AttributeError: type object 'Engine' has no attribute 'build'",
      "AttributeError: 'EngineArguments' object has no attribute 'fold'",
      'AttributeError: FoldTokenizer has no attribute leaf',
      "AttributeError: '_OpNamespace' '_C' object has no attribute 'fold'",
    ])
      expect(raised([OWN], thrown), thrown).toMatchObject(hedged);
    for (const thrown of [
      "AttributeError: 'NoneType' object has no attribute 'fold'",
      "AttributeError: 'list' object has no attribute 'shape'",
      "AttributeError: 'numpy.ndarray' object has no attribute 'to'",
      "KeyError: 'fold'",
    ])
      expect(raised([OWN], thrown), thrown).toMatchObject({ category: 'user_code_error', confidence: 'direct' });
  });
  it('is asked for by the program, where a library only looks it up or hands the call on', () => {
    const through = (last: string, thrown: string) =>
      verdict(`Traceback (most recent call last):
  File "${OWN}", line 9, in main
    net(ids, fold=3)
  File "${LIBRARY}", line 12, in ${last}
${thrown}`);
    const lookup = "__getattr__\n    raise AttributeError(text)\nAttributeError: 'Net' object has no attribute 'fold'";
    const handed =
      "call\n    return self.forward(*args, **kwargs)\nTypeError: Net.forward() got an unexpected keyword argument 'fold'";
    const called =
      "call\n    return self.engine.step(fold=3)\nTypeError: Engine.step() got an unexpected keyword argument 'fold'";
    const kind = (text: string) => through(...(text.split(/\n(.*)/s) as [string, string])).category;
    expect([lookup, handed, called].map(kind)).toEqual(['user_code_error', 'user_code_error', 'framework_error']);
  });
  it('is of a package, not of the program, where a build or the code of a model raised it', () => {
    const thrown = 'ValueError: the extension was compiled with runtime 11, which does not match version 12';
    for (const file of [
      '/tmp/pip-req-build-ab1_x/setup.py',
      '/root/.cache/huggingface/modules/transformers_modules/a/m.py',
    ])
      expect(raised([file], thrown), file).toMatchObject({ category: 'framework_error', confidence: 'indirect' });
    expect(raised(['/mnt/code/pip-notes/setup.py'], thrown).category).toBe('user_code_error');
  });
  it('is what a sentence says in place of the key that Python would name', () => {
    const thrown = "KeyError: 'Walker is not in the models registry'";
    expect(raised([OWN, LIBRARY], thrown)).toMatchObject({ category: 'bad_configuration', confidence: 'indirect' });
    expect(raised([OWN], thrown)).toMatchObject({ category: 'bad_configuration', confidence: 'indirect' });
    expect(raised([OWN], "KeyError: 'unknown template'")).toMatchObject({ confidence: 'direct' });
  });
  it('is a refusal of what it was given, or a fault inside, where a library was started without a program', () => {
    const refused = { category: 'bad_configuration', confidence: 'indirect' };
    expect(raised([LIBRARY], 'ValueError: leaves must come before their root')).toMatchObject(refused);
    expect(raised([LIBRARY], 'AssertionError: only 3 leaves fit')).toMatchObject(refused);
    expect(raised([LIBRARY], "KeyError: 'fused'")).toMatchObject({
      category: 'framework_error',
      confidence: 'indirect',
    });
    expect(raised([LIBRARY], 'RuntimeError: leaves must come before their root').category).toBe('unknown');
    expect(raised([LIBRARY], 'ValueError: 17').category).toBe('unknown');
  });
  it('is shown with what it was raised from, where it says nothing itself', () => {
    const log = (link: string) =>
      verdict(`Traceback (most recent call last):
  File "${LIBRARY}", line 12, in ask
    check(reply)
acme.errors.ReplyError: leaf 7 came before its root

${link}

Traceback (most recent call last):
  File "${OWN}", line 9, in main
    acme.load(name)
  File "${LIBRARY}", line 30, in load
    raise LoadFailed(code)
acme.errors.LoadFailed: code 17`).evidence.map(({ text }) => text);
    const first = 'acme.errors.ReplyError: leaf 7 came before its root';
    expect(log('The above exception was the direct cause of the following exception:')).toContain(first);
    // What it only came up beside may be another matter, so it stands behind all that the exception itself says.
    const beside = log('During handling of the above exception, another exception occurred:');
    expect(beside.indexOf('acme.errors.LoadFailed: code 17')).toBeGreaterThan(-1);
    expect(beside.indexOf(first)).toBeGreaterThan(beside.indexOf('acme.errors.LoadFailed: code 17'));
  });
  it('is read by what follows it where it has no words, and shown with what it asserts', () => {
    const log = `Traceback (most recent call last):
  File "${OWN}", line 3, in <module>
    import acme
  File "${LIBRARY}", line 9, in load
    assert len(self.part_files) > 0
AssertionError`;
    const { category, evidence } = verdict(log);
    expect(category).toBe('missing_module_or_file');
    expect(evidence.map(({ text }) => text)).toContain('    assert len(self.part_files) > 0');
    const bare = raised(
      [OWN, LIBRARY],
      'acme.SetupError:\n    plan 3 was compiled with version 11, but version 12 is loaded',
    );
    expect(bare.category).toBe('framework_error');
  });
});

describe('an error on a line that no cause knows', () => {
  it('is what the error before it says, where it only says that a check failed', () => {
    const check = 'F0314 07:58:45.217581 7 pack.cpp:131] Check failed: put(key)';
    const error = 'E0314 07:58:45.217167 7 store.cpp:118] put failed: map size limit reached';
    const { category, evidence } = verdict(`${error}\n${check}`);
    expect(category).toBe('bad_configuration');
    expect(evidence.map(({ text }) => text)).toContain(error);
    const far = Array.from({ length: 4 }, (_, index) => `packed ${index}`).join('\n');
    for (const log of [check, `${error}\n${far}\n${check}`, `${error.replace('E', 'I')}\n${check}`])
      expect(verdict(log).category).toBe('user_code_error');
  });
  const steps = 'step 1: loss 2.2, time 100ms\nstep 2: loss 2.1, time 100ms\nstep 3: loss 2.0, time 100ms';
  it('is what its words say where it is the last word', () => {
    expect(verdict('ERROR: packer: shard train-7.tar could not be located')).toMatchObject({
      category: 'missing_module_or_file',
      confidence: 'indirect',
    });
  });
  it('is what the sentences of a line of JSON say, not the names of its fields', () => {
    const said = (sentence: string) =>
      verdict(
        JSON.stringify({
          event: 'Step failed',
          level: 'error',
          detail: sentence,
          module: 'install',
          version: 'needed',
        }),
      );
    expect(said('the licence server could not be reached').category).toBe('network_failure');
    expect(said('leaf 7 came before its root').category).toBe('unknown');
  });
  it('is not what the path of its source says', () => {
    const said = (path: string) => verdict(`F external/${path}/client.h:75] missing leaf 7, error`).category;
    expect(said('package/models')).toBe('unknown');
    expect(verdict('F external/a/client.h:75] error: missing package 7').category).toBe('missing_module_or_file');
  });
  it('is nothing where the program went on, where it says so, or where it is told beside the training', () => {
    expect(verdict(`ERROR: packer: shard train-7.tar could not be located\n${steps}`).category).toBe('unknown');
    expect(verdict('ERROR: packer: shard train-7.tar could not be located, skipping it').category).toBe('unknown');
    expect(verdict('ERROR: metrics: file run-7.json could not be located').category).toBe('unknown');
  });
  it('may be the complaint of a command', () => {
    expect(verdict('unzip:  cannot find or open /mnt/data/set.zip').category).toBe('missing_module_or_file');
    expect(verdict('unzip: extracting /mnt/data/set.zip').category).toBe('unknown');
  });
  it('may stand in a box that a launcher draws', () => {
    const rule = '-'.repeat(60);
    const box = `${rule}\nThe launcher gave up on slot 3, as the rankfile\ncould not be located:\n\n  hosts.txt\n${rule}`;
    expect(verdict(box)).toMatchObject({ category: 'missing_module_or_file', confidence: 'indirect' });
    expect(verdict(`${rule}\nFailures:\n  exitcode : 1 (pid: 3)\n  file not found\n${rule}`).category).toBe('unknown');
  });
  it('is that the communication broke, where else only a signal is known, and not where a peer is known to be gone', () => {
    const broke = '[ERROR] ring 7: the all-to-all was broken';
    const trace = Array.from({ length: 6 }, () => 'w-0:7:8 [0] XCCL INFO transport/fold.cc:306 -> 2').join('\n');
    const signal = 'launcher: WARNING Sending process 12 closing signal SIGTERM';
    expect(verdict(`${broke}\n${trace}\n${signal}`).category).toBe('nccl_timeout');
    expect(verdict(`${broke}\n${trace.replaceAll(' -> 2', ' ready')}\n${signal}`).category).toBe('unknown');
    expect(verdict(`${broke}\nThe actor died unexpectedly.`).category).toBe('unknown');
  });
  it('gives way to an exit code that says more', () => {
    expect(withExit('ERROR: packer: shard train-7.tar could not be located', 137)).toBe('host_oom');
  });
  it('comes before the exit code with which many commands end on any trouble', () => {
    expect(withExit("ls: cannot access '/mnt/data': Structure needs cleaning", 2)).toBe('storage_failure');
    expect(withExit('step 3 of 9', 2)).toBe('bad_configuration');
  });
  it('may be that of a program of another kind, whose fatal lines were all taken for its own mistakes', () => {
    expect(verdict('[LightGBM] [Fatal] connection to machine 3 was lost').category).toBe('network_failure');
    expect(verdict('[LightGBM] [Fatal] bins of feature 3').category).toBe('user_code_error');
  });
});

/** The category of a run by a line of its log and its exit code. */
function withExit(line: string, code: number): string {
  const { findings } = readLog([line], { pod: 'p', ended: true, timeOf: () => undefined });
  const exit = readExitCode(code);
  const all = [...findings, ...(exit ? [{ ...exit, evidence: [] }] : [])];
  return decide(all, { complete: true, lastWords: [] }).category;
}

describe('a line that says that there was no trouble', () => {
  it('is no last word', () => {
    expect(verdict('writer: no errors found while the checkpoint was saved').category).toBe('unknown');
    expect(verdict('writer: errors found while the checkpoint was saved').category).toBe('storage_failure');
    for (const none of ['None', 'null', '0', 'no, retries: 3'])
      expect(verdict(`worker alive, nccl ok, last error: ${none}`).category, none).toBe('unknown');
    expect(verdict('worker stopped, last error: no peer answered over nccl').category).toBe('nccl_timeout');
  });
});

describe('a traceback behind the prefix of a logger on each line', () => {
  it('is read', () => {
    const prefix = '(EngineCore_DP0 pid=12) ERROR 03-05 12:00:45 [core.py:1094] ';
    const log = [
      'Traceback (most recent call last):',
      `  File "${OWN}", line 3, in step`,
      '    x = batch[3]',
      'IndexError: list index out of range',
    ]
      .map((line) => prefix + line)
      .join('\n');
    expect(verdict(log)).toMatchObject({ category: 'user_code_error', confidence: 'direct' });
  });
});

describe('what follows from another event', () => {
  const source = 'pod_event' as const;
  it('is not told: a pod that a taint removes from a node that is not ready', () => {
    const events = ['NodeNotReady: Node is not ready', 'TaintManagerEviction: Marking for deletion Pod t1/p'];
    const read = (texts: readonly string[]) =>
      readEvents(
        texts.map((text) => ({ text })),
        { source },
      );
    expect(read(events).map(({ category }) => category)).toEqual(['hardware_fault']);
    expect(read(events.slice(1)).map(({ category }) => category)).toEqual(['preempted_or_reclaimed']);
  });
});

describe('exit codes of signals', () => {
  it.each([
    [132, 'framework_error'],
    [135, 'resource_limit'],
    [138, 'stopped_by_person'],
    [141, 'unknown'],
    [246, 'stopped_by_person'],
    [247, 'host_oom'],
    [249, 'resource_limit'],
  ])('%i suggests %s', (code, category) =>
    expect(readExitCode(code)).toMatchObject({ category, directness: 'indirect' }),
  );
  it('names the signal, and is nothing where no signal has that number', () => {
    expect(readExitCode(138)?.says).toBe(
      'exit code 138: ended by SIGUSR1, which its program does not handle: somebody, or another program, sent it',
    );
    expect(readExitCode(246)?.says).toContain(
      'exit code 246 of a launcher, which stands for signal 10: ended by SIGUSR1',
    );
    expect([128, 133 + 12, 160, 200].map((code) => readExitCode(code))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
  it('137 counts for less than an exception that says why: a launcher ends the rest so', () => {
    const exit = { ...readExitCode(137), rule: 'exit_137', evidence: [] } as Finding;
    const told = (log: string) => {
      const { findings } = readLog(log.split('\n'), { pod: 'p', ended: true, timeOf: () => undefined });
      return decide([...findings, asEnding(exit, findings)], { complete: true, lastWords: [] }).category;
    };
    const frames = `Traceback (most recent call last):\n  File "${LIBRARY}", line 9, in f\n    g()`;
    expect(told(`${frames}\nRuntimeError: Gloo connectFullMesh failed with pair.cc:144`)).toBe('network_failure');
    // A peer that went away may have been killed itself.
    expect(told(`${frames}\nConnectionResetError: [Errno 104] Connection reset by peer`)).toBe('host_oom');
    expect(told('[rank1] gloo connectFullMesh failed')).toBe('host_oom');
  });
});
