import type { CauseTexts } from './texts.ts';

/** What errors that no cause knows say of the tools round a program. */
export const toolConcepts: CauseTexts = {
  scheduler_fault_words: {
    says: [
      'acmerun: error: launch of step 7.0 on w-3 failed: task prolog failed',
      'acmesub: error: could not contact the batch server',
      'acmed: error: allocation 7 has been revoked',
      'acmerun: error: required node not responding (down)',
    ],
    not: ['Error: the prologue of the book is long', 'Error: the node of the graph has no edges'],
  },
  bind_words: {
    says: [
      'acmed: error: cannot satisfy the cpu-bind request',
      'acmerun: error: GPU binding outside of the step, mask 0xf',
    ],
    not: ['Error: cannot bind the variable to its name', 'acmed: cpu-bind=mask 0xff on w-3'],
  },
  unschedulable_words: {
    says: [
      'acme.errors.PlanError: the actor is not schedulable: its node is gone',
      'acme.errors.PlanError: the request {"GPU": 2} cannot fit into any bundle',
      'acmerun: error: step limit reached',
    ],
    not: ['Error: the learning rate schedule of the task ends', 'Error: the picture does not fit the page'],
  },
  plugin_name_words: {
    says: [
      'acmerun: error: cannot find the plugin for mpi/acme',
      "acmerun: error: invalid MPI type 'acmix', see --mpi=list",
    ],
    not: ['Error: cannot load plugin libmpi_acme.so', 'acmerun: the plugin of mpi is used'],
  },
  process_manager_words: {
    says: ['acmed: error: pmix_acme_send: w-3: send failed, rc=7', 'acmed: error: PMI2_Acme_Fence: barrier timed out'],
    not: ['acmed: PMI2_Init done', 'Error: the pixel is dark'],
  },
  cli_argument_words: {
    says: [
      "error: unexpected argument '--leafs' given to it, it isn't valid in this context",
      "ERROR: invalid requirement: 'leaf=7'",
    ],
    not: ['Error: an argument between two people', 'Error: the flag of the country'],
  },
  command_words: {
    says: ['timeout: invalid time interval \u2018leaf\u2019', 'expr: non-integer argument'],
    not: ['sed: cannot read leaf.txt: no such file', 'Error: an unknown time'],
  },
  manifest_words: {
    says: [
      'error validating data: ValidationError(LeafJob.spec): unknown field "leafs" in org.leaf.v1',
      'The Job "leaf" is invalid: spec: field is immutable',
      'acmesub: error: the script contains DOS line breaks',
    ],
    not: ['Error: unknown field of grass', 'Error: the row is invalid'],
  },
  bound_words: {
    says: [
      'Error: leaf cache of 7 bytes, but the minimum allowed is 700',
      'AcmeError: 7 GB of results are bigger than spark.leaf.maxSize',
    ],
    not: ['Error: the maximum of the list', 'Error: sequence of 9 tokens, but the maximum allowed is 8'],
  },
  address_form_words: {
    says: [
      'acmeget: (7) malformed URL',
      'Error: unsupported protocol scheme ""',
      'Error: URL has no host in it: bad URL',
    ],
    not: ['Error: the image URL of row 7 is bad URL of a picture', 'Error: the form of the address'],
  },
  download_check_words: {
    says: [
      'acme.FetchError: the crc of leaf between both sides did not match',
      "ERROR: wheel 'leaf' at /tmp/leaf.whl is invalid",
      'acmezip: /data/leaf.zst: unsupported format',
    ],
    not: [
      'Error: the fingerprint of the host key does not match its hash',
      'Error: the wheel of the car is invalid for use',
    ],
  },
  working_copy_words: {
    says: [
      'error: local changes in leaf.py would be lost by this',
      'acme.lock is out of date, run `acme lock`',
      'fatal: not possible to fast-forward',
    ],
    not: ['Error: the lock of the door is old', 'Error: local weather changes'],
  },
  write_access_words: {
    says: [
      'AcmeEnvError: this account does not have write permissions to the environment',
      'acmecache.ResponseError: NOAUTH first log in',
    ],
    not: ['Error: the book was not written', 'Error: permissive licence'],
  },
  shell_setup_words: {
    says: [
      "AcmeError: Your shell has not been configured to use 'acme activate'",
      'Error: conda activate does not work before the shell is set up: run init first',
    ],
    not: ['Error: the shell of the nut', 'Error: acme init'],
  },
  package_lookup_words: {
    says: [
      'Error: could not find a match: libucx-leaf-devel',
      'By not providing "FindNCCL.cmake" this project asks for what is not there',
      'configure: error: no package "leaf": cannot find required package leaf-devel',
    ],
    not: ['Error: no match between both rows', 'Error: FindLeaf is slow'],
  },
  install_step_words: {
    says: [
      'installed leaf package post-installation script returned error 7',
      'E: Sub-process /usr/bin/dpkg returned an error code (7)',
    ],
    not: ['Error: the script of the play', 'dpkg: unpacking leaf'],
  },
  toolchain_words: {
    says: [
      'leaf: module requires go >= 1.99 (running go 1.7.0)',
      'acmepm ERR! code ERESOLVE',
      'Makefile:7: *** missing separator.  Stop.',
      'error: invalid source release: 99',
    ],
    not: ['=   PID 7 RUNNING AT node1', 'Error: the release of the film'],
  },
  store_state_words: {
    says: [
      'acme.RemoteException: cannot create /leaf: the name node is in safe mode',
      'acme.QuotaError: the disk space quota of /leaf is exceeded',
      'LeafError: 7-0: leaf-OST0003: operation leaf_write failed: rc = -7',
      'acmecache.ResponseError: not able to persist on disk',
    ],
    not: ['Error: the car is in safe hands', 'Error: block 7 of the city'],
  },
  table_words: {
    says: ['acmedb.UndefinedTable: relation "leaves" does not exist', 'AcmeMQError: unknown topic leaf-7'],
    not: ['Error: the table of contents', 'Error: the class Leaf does not exist'],
  },
  replica_words: {
    says: [
      "acmecache.LeafError: you can't write against a read-only replica",
      'acmedb.Error: cannot execute this command in a read only transaction',
    ],
    not: ['Error: the replica of the statue', 'Error: the array is read-only'],
  },
  column_words: {
    says: ['acmesql.AnalysisError: a column with name `leaf` cannot be resolved', 'acmesql: UNRESOLVED_COLUMN leaf'],
    not: ['Error: the host cannot be resolved', 'Error: the column of the temple'],
  },
};
