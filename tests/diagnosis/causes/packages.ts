import type { CauseTexts } from './texts.ts';

export const packages: CauseTexts = {
  package_conflict: {
    says: [
      'ERROR: Cannot install trl and peft==0.9 because these package versions have conflicting dependencies.',
      'ERROR: ResolutionImpossible: for help visit https://pip.pypa.io/en/latest/topics/dependency-resolution/',
      'LibMambaUnsatisfiableError: Encountered problems while solving:',
      'The following packages have unmet dependencies:',
      '  - package leaf-11.0.3-h15_6 has constraint __cuda >=11.0 conflicting with __cuda-10.2-0',
    ],
    not: [
      'pip is looking at multiple versions of peft to determine which version is compatible',
      'package leaf has constraint a >=1',
    ],
  },
  package_not_offered: {
    says: [
      'ERROR: Could not find a version that satisfies the requirement torch==9.9 (from versions: 2.0.1)',
      '  Could not find a version that satisfies the requirement leaf==0.2 (from -r r.txt (line 4)) (from versions: 0.1)',
      'E: Unable to locate package libaio-devel',
      'PackagesNotFoundError: The following packages are not available from current channels:',
    ],
    not: ['Requirement already satisfied: torch', 'WARNING: No matching distribution found, 3 of 9 tried'],
  },
  package_list_old: {
    says: [
      'E: Failed to fetch http://archive.ubuntu.com/ubuntu/pool/main/g/git/git_2.25.deb  404  Not Found [IP: 1.2.3.4 80]',
      'E: Unable to fetch some archives, maybe run apt-get update or try with --fix-missing?',
      "E: The repository 'http://ppa.example.com focal Release' does not have a Release file.",
    ],
    not: ['E: Failed to fetch http://archive.ubuntu.com/ubuntu/dists/focal/InRelease  Could not resolve host'],
  },
  package_refused: {
    says: [
      'error: externally-managed-environment',
      "ERROR: Cannot uninstall 'PyYAML'. It is a distutils installed project and thus we cannot accurately determine which files belong to it.",
      'error: No virtual environment found; run `uv venv` to create an environment, or pass `--system`',
    ],
    not: ['Using the environment at /opt/venv'],
  },
  package_hash: {
    says: [
      'ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.',
      'ERROR: flash_attn-2.5-cp310-cp310-linux_x86_64.whl is not a supported wheel on this platform.',
      "ERROR: Package 'acme' requires a different Python: 3.8.10 not in '>=3.10'",
    ],
    not: ['Downloading flash_attn-2.5-cp310-cp310-linux_x86_64.whl'],
  },
  package_damaged: {
    says: [
      'E: Failed to fetch http://archive.example.com/pool/main/l/leaf/leaf_1.14_amd64.deb  Hash Sum mismatch',
      '  Hash Sum mismatch',
      'hub - ERROR - File leaf.bin integrity check failed, expected sha256 signature is 6f, actual is e3, the download may be incomplete, please try again.',
      'InvalidArchiveError("Error with archive /opt/pkgs/leaf-1.tar.zst.  You probably need to delete and re-download or re-create this file.")',
    ],
    not: [
      'Hash Sum mismatch is retried by the mirror',
      'integrity check failed: the index of the records is not sorted',
      'the download may be incomplete',
    ],
  },
  package_setup: {
    says: [
      'error: metadata-generation-failed',
      "error: invalid command 'bdist_wheel'",
      '× Encountered error while trying to install package.',
      'ERROR: Failed to build installable wheels for some pyproject.toml based projects (flash-attn)',
      'ERROR: Could not build wheels for fpie, which is required to install pyproject.toml-based projects',
      'CondaEnvException: Pip failed',
    ],
    not: [
      "ERROR: pip's dependency resolver does not currently take into account all the packages that are installed.",
      'error: subprocess 12 exited',
      '  error: subprocess-exited-with-error',
      'note: This error originates from a subprocess, and is likely not a problem with pip.',
      'Preparing metadata (setup.py): finished with status done',
    ],
  },
};
